"""The kinds of questions that there are."""

from typing import Protocol

from activities.reporting.question_types.base import QuestionType


class HasKind(Protocol):
    @property
    def kind(self) -> str: ...


_TYPES: dict[str, QuestionType] = {}
UNKNOWN = QuestionType()


def register(cls: type[QuestionType]) -> type[QuestionType]:
    """Adds a kind; the order of registration is that of the list to choose from."""
    _TYPES[cls.kind] = cls()
    return cls


def type_of(question: HasKind | None) -> QuestionType:
    """What the question's kind means; of a question that is no longer there little is known."""
    return _TYPES[question.kind] if question else UNKNOWN


def type_named(kind: str) -> QuestionType | None:
    return _TYPES.get(kind)


def kinds() -> list[str]:
    return list(_TYPES)


def kind_choices() -> list[tuple[str, str]]:
    """For the model's field: a new kind changes no migration."""
    return [(kind, str(each.label)) for kind, each in _TYPES.items()]


def numeric_kinds() -> list[str]:
    """Kinds whose questions are measures."""
    return [kind for kind, each in _TYPES.items() if each.is_numeric]
