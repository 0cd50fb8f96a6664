"""What upper apps take up when a person is taken out of a record."""

from dataclasses import dataclass
from typing import Any

from kernel.joints import Hook


@dataclass(frozen=True)
class Forgotten:
    """Somebody is in sight no more in a record; in the transaction that takes them out."""

    record: Any


FORGOTTEN = Hook(Forgotten)
