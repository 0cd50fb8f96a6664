"""The register of sponsorships, as every register is tested."""

from typing import Any

from activities.sponsorships.register import SPONSORSHIPS
from members.committees.models import Committee
from tests.activities.of_members import WRITERS, OfMembers
from tests.factories.sponsorships import SponsorshipFactory


class TestSponsorships(OfMembers):
    """They name a person: DEVCO reads what is public of them."""

    __test__ = True
    register = SPONSORSHIPS
    factory = SponsorshipFactory
    whole_readers = WRITERS | {"nsb_viewer"}
    kept_back = "why"
    said = {"title": "Plenary", "starts_on": "2013-06", "asked_on": "2013-02-01"}
    queries_of_list = 10

    def make(self, **values: Any) -> Any:
        return super().make(committee=committee(), **values)

    def sent(self) -> dict[str, Any]:
        return super().sent() | {"committee": committee().pk}

    def body(self) -> dict[str, Any]:
        return super().body() | {"committee": committee().reference}


def committee() -> Committee:
    found, _is_new = Committee.objects.get_or_create(reference="ISO/TC 34", kind="TC", title="Food products")
    return found
