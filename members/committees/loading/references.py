"""How files name committees."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.loading.references import Lookup, by_fields, register_reference
from members.committees.models import Committee, IcsField


def register() -> None:
    ways = {
        _("the reference of a committee, such as ISO/TC 34/SC 17"): by_fields("reference"),
        _("its reference without ISO"): by_short_reference,
    }
    register_reference(Committee, Lookup(ways, written=lambda committee: committee.reference))
    by_code = by_fields("code")
    register_reference(
        IcsField, Lookup({_("the code of a field of the ICS"): by_code}, lambda field: field.code)
    )


def by_short_reference(committees: QuerySet[Committee]) -> Iterator[tuple[str, Any]]:
    """`TC 34/SC 17`, `TC34/SC17`, and `ISO/TC34/SC17` too."""
    for committee in committees:
        close = re.sub(r"\s+", "", committee.reference)
        short = committee.reference.removeprefix("ISO/")
        yield from ((name, committee) for name in (close, short, close.removeprefix("ISO/")))
