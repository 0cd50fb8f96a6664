"""The registers of missions and grants, as every register is tested."""

from activities.support.grants import GRANTS
from activities.support.missions import MISSIONS
from tests.activities.of_members import DEVT, OfMembers
from tests.factories.support import GrantFactory, MissionFactory


class TestMissions(OfMembers):
    __test__ = True
    register = MISSIONS
    factory = MissionFactory
    adders = DEVT
    whole_readers = DEVT | {"nsb_officer", "nsb_editor", "nsb_viewer", "devco"}
    kept_back = "report"
    said = {"title": "An expert", "starts_on": "2013-06"}
    queries_of_list = 10


class TestGrants(OfMembers):
    __test__ = True
    register = GRANTS
    factory = GrantFactory
    adders = DEVT
    whole_readers = DEVT | {"nsb_officer", "nsb_editor", "nsb_viewer", "devco"}
    kept_back = "items"
    said = {"title": "A laboratory", "granted_on": "2013-06"}
    queries_of_list = 10
