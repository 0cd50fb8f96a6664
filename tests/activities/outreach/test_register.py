"""The registers of outreach, as every register is tested."""

from activities.outreach.entries import ENTRIES
from activities.outreach.programmes import PROGRAMMES
from activities.outreach.publicity import PUBLICITY
from tests.activities.of_members import DEVT, OfMembers
from tests.factories.outreach import EntryFactory, ProgrammeFactory, PublicityFactory


class TestProgrammes(OfMembers):
    __test__ = True
    register = PROGRAMMES
    factory = ProgrammeFactory
    kept_back = "response"
    said = {"title": "For ministries", "group": "government", "starts_on": "2013-06"}


class TestPublicity(OfMembers):
    __test__ = True
    register = PUBLICITY
    factory = PublicityFactory
    kept_back = "why"
    said = {"standard": "ISO 50001", "how": "media", "publicised_on": "2013-06"}


class TestEntries(OfMembers):
    __test__ = True
    register = ENTRIES
    factory = EntryFactory
    adders = DEVT
    whole_readers = DEVT | {"nsb_officer", "nsb_editor", "nsb_viewer", "devco"}
    kept_back = "note"
    said = {"contest": "An essay", "edition": 2013, "stage": "winner"}
