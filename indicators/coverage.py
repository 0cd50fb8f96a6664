"""From how many members a figure comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Coverage:
    """How many members were expected to give a figure, did, and had it accepted.

    Of official statistics: developing members on 31 December, and those for whom the
    source has a row, which counts as accepted.  Of reported figures: reports of the round
    that are not exempt, those submitted or later, and those accepted with a value for it
    or the reason why there is none; of a ratio of reported figures, those accepted with a
    value for each.
    """

    expected: int
    reported: int
    accepted: int

    @property
    def weight(self) -> tuple[Fraction, Fraction, int]:
        """Sorts coverages: weakest first; of two equals the one that expects more."""
        if not self.expected:
            return Fraction(0), Fraction(0), 0
        return (
            Fraction(self.accepted, self.expected),
            Fraction(self.reported, self.expected),
            -self.expected,
        )


NOBODY = Coverage(0, 0, 0)


def weakest(coverages: Iterable[Coverage]) -> Coverage:
    """A figure made of several measures is covered no better than the weakest of them."""
    return min(coverages, key=lambda coverage: coverage.weight, default=NOBODY)
