"""What the answers come to: counts of each, and nothing where too few would be told apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from activities.feedback.enums import ENOUGH, Grade, Said, Way
from activities.feedback.models import GRADED, QUESTIONS, Asking, Response


@dataclass(frozen=True)
class Question:
    """How often each answer was given, and by how many none."""

    label: str
    counts: Sequence[tuple[str, int]]
    silent: int
    is_told: bool


@dataclass(frozen=True)
class Table:
    columns: Sequence[Any]
    questions: Sequence[Question]


@dataclass(frozen=True)
class Results:
    asking: Asking
    count: int
    responses: Sequence[Response] = ()
    """Read when they may be told."""

    @property
    def came(self) -> int | None:
        """How many came to the event, where that is known."""
        return self.asking.event.participants

    @property
    def is_too_many(self) -> bool:
        return self.came is not None and self.count > self.came

    @property
    def ways(self) -> list[tuple[str, int]]:
        counts = Counter(each.way for each in self.responses)
        return [(str(way.label), counts[way]) for way in Way if way in counts]

    @property
    def is_told(self) -> bool:
        """Only when nobody answers any more: two looks would tell what the answer between them said."""
        return self.asking.is_over

    @property
    def tables(self) -> list[Table]:
        """Questions with the same answers stand in one table."""
        graded = [self.question(name, Grade) for name in GRADED]
        return [
            Table(list(Grade.labels), graded),
            Table(list(Said.labels), [self.question("will_use", Said)]),
        ]

    def question(self, name: str, choices: Any) -> Question:
        field: Any = Response._meta.get_field(name)
        given = Counter(getattr(each, name) for each in self.responses)
        counts = [(str(choice.label), given[choice.value]) for choice in choices]
        silent = self.count - sum(number for _label, number in counts)
        answered = [each for each in self.responses if getattr(each, name) not in (None, "")]
        return Question(str(field.verbose_name), counts, silent, are_enough(answered))

    @property
    def remarks(self) -> list[Response]:
        """In the order of their words, which tells nothing of who said what before whom."""
        said = [each for each in self.responses if each.otherwise]
        return sorted(said, key=lambda each: each.otherwise)

    @property
    def are_remarks_told(self) -> bool:
        return are_enough(self.responses)


def are_enough(responses: Sequence[Response]) -> bool:
    """Whoever typed sheets knows them: those that were not typed must be five by themselves, or none."""
    in_room = [each for each in responses if each.way == Way.ROOM]
    return len(in_room or responses) >= ENOUGH


def count_of(asking: Asking) -> Results:
    """How many answered, and nothing of what they said."""
    return Results(asking, asking.responses.count())


def results_of(asking: Asking) -> Results:
    if not asking.is_over:
        return count_of(asking)
    responses = list(asking.responses.only(*QUESTIONS, "way", "asking"))
    return Results(asking, len(responses), responses)
