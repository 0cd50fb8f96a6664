"""From how many members a figure comes."""

from collections.abc import Iterable
from typing import NamedTuple


class Coverage(NamedTuple):
    """How many members were expected to give a figure, did, had it accepted, and gave a value.

    Of official statistics: developing members on 31 December, and those for whom the
    source has a row, which counts as accepted.  Of reported figures: reports of the round
    that are not exempt, those submitted or later, those accepted, and those with a value:
    a reason why there is none is no value.
    """

    expected: int
    reported: int
    accepted: int
    given: int
    """Members that gave a value, of several measures one for each."""
    in_part: int = 0
    """Members that gave a value for some of several measures and not for all."""

    @property
    def weight(self) -> tuple[float, float, float, int]:
        """Sorts coverages: weakest first; of two equals the one that expects more."""
        if not self.expected:
            return 0, 0, 0, 0
        return (
            (self.given + self.in_part) / self.expected,
            self.given / self.expected,
            self.reported / self.expected,
            -self.expected,
        )


NOBODY = Coverage(0, 0, 0, 0)


def weakest(coverages: Iterable[Coverage]) -> Coverage:
    """A figure made of several measures is covered no better than the weakest of them."""
    chosen = list(coverages)
    return chosen[0] if len(chosen) == 1 else min(chosen, key=lambda one: one.weight, default=NOBODY)
