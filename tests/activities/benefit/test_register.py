"""The registers of benefit at home and of people, as every register is tested."""

from activities.benefit.register import BENEFITS, STAFF
from tests.activities.of_members import WRITERS, OfMembers
from tests.factories.registers import BenefitFactory, StaffFactory
from tests.registers.kit import NSB


class TestBenefits(OfMembers):
    __test__ = True
    register = BENEFITS
    factory = BenefitFactory
    kept_back = "evidence"
    said = {
        "title": "Safer toys",
        "group": "consumers",
        "seen_on": "2013",
        "changed": "Fewer accidents.",
        "is_reached": True,
    }


class TestStaff(OfMembers):
    """Nobody sees another member's people."""

    __test__ = True
    register = STAFF
    factory = StaffFactory
    readers = WRITERS | {*NSB}
    whole_readers = WRITERS | {"nsb_viewer"}
    seen_in_part = False
    kept_back = "note"
    said = {"person": "Grace Wanjiru", "how": "trained", "got_on": "2013"}
