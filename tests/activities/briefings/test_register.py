"""The register of briefings, as every register is tested; all who take part read them."""

from typing import Any

from activities.briefings.register import BRIEFINGS
from members.committees.models import Committee
from tests.activities.of_members import OfMembers
from tests.factories.registers import BriefingFactory
from tests.registers.kit import ROLES


class TestBriefings(OfMembers):
    __test__ = True
    register = BRIEFINGS
    factory = BriefingFactory
    whole_readers = frozenset(ROLES)
    seen_in_part = False
    kept_back = "title"
    said = {"title": "How votes are counted", "asked_on": "2013-02-01"}
    queries_of_list = 9

    def make(self, **values: Any) -> Any:
        return super().make(committee=committee(), **values)

    def sent(self) -> dict[str, Any]:
        return super().sent() | {"committee": committee().pk}

    def body(self) -> dict[str, Any]:
        return super().body() | {"committee": committee().reference}


def committee() -> Committee:
    found, _is_new = Committee.objects.get_or_create(reference="ISO/TC 34", kind="TC", title="Food products")
    return found
