"""Progress bars, on a terminal only."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
BATCH = 1000


def in_batches(things: Sequence[T], label: str) -> Iterator[Sequence[T]]:
    """Slices of `things`, counted on a bar while they are worked through."""
    with tqdm(total=len(things), desc=label, unit=" rows", disable=None, leave=False) as bar:
        for start in range(0, len(things), BATCH):
            batch = things[start : start + BATCH]
            yield batch
            bar.update(len(batch))
