"""Redis, the mail server and the database go away and come back, under a portal that runs for real.

Each test keeps what was acknowledged while something was away, and compares the database after.
"""

import json
from typing import Any

import pytest

from tests.factories.members import PASSWORD
from tests.faults.conftest import Scene
from tests.faults.portal import Answer, Portal
from tests.processes import wait_until

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.django_db]

WAITS_FOR_A_LOCK = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%indicators_result%'
"""
STATES = """
    SELECT iso2, state, count(version.id) FROM reporting_report report
    JOIN members_member member ON member.id = report.member_id
    LEFT JOIN reporting_version version ON version.report_id = report.id
    WHERE iso2 = ANY(ARRAY[{}]) GROUP BY iso2, state ORDER BY iso2
"""
PAGES = ("/", "/api/v1/members/", "/plans/APDC-2011-2015/dashboard/2013/", "/plans/APDC-2011-2015/runs/")
UNSENT = "SELECT count(*) FROM core_email WHERE sent_at IS NULL"
WRITTEN = 'SELECT "to", subject FROM core_email'
DUE = """
    SELECT (SELECT count(*) FROM indicators_stale),
           (SELECT count(*) FROM indicators_run WHERE state IN ('waiting', 'running'))
"""
DONE = "SELECT count(*) FROM indicators_run WHERE state = 'done'"
TOTAL = "SELECT exact_value FROM indicators_result WHERE split = 'total' AND year = 2013"
"""One member's figure, which is withheld from everybody else."""


def submit(scene: Scene, member: str) -> Answer:
    return scene.person(member).post(f"/reports/{scene.reports[member]}/submit/", confirmed="on")


def review(scene: Scene, member: str, act: str, **fields: Any) -> Answer:
    """DEVT begins to review, and decides."""
    devt, path = scene.person("devt"), f"/reports/{scene.reports[member]}/review/"
    assert devt.post(f"{path}start/").status == 302
    return devt.post(f"{path}{act}/", version=1, **fields)


def states(portal: Portal, *members: str) -> list[tuple[Any, ...]]:
    return portal.rows(STATES.format(", ".join(f"'{iso2}'" for iso2 in members)))


def have_come_back(portal: Portal) -> bool:
    """Whether every process is well, every e-mail sent and every figure computed."""
    return portal.is_well() and portal.rows(UNSENT) == [(0,)] and portal.rows(DUE) == [(0, 0)]


def assert_each_email_arrived_once(portal: Portal) -> None:
    assert portal.mail.letters() == sorted(portal.rows(WRITTEN))
    assert len(set(portal.mail.message_ids())) == len(portal.mail.received)


def test_redis_goes_and_comes_back(scene: Scene) -> None:
    portal, devt = scene.portal, scene.person("devt")

    with portal.without_redis():
        submitted = [submit(scene, member) for member in ("GH", "KE")]
        returned = review(scene, "GH", "return", due_on="2099-12-31", reason="One figure is missing.")
        accepted = review(scene, "KE", "accept")
        invited = devt.post("/people/invite/", email="new@example.org", role="devco_reviewer")
        signed_in = scene.person("nobody").post(
            "/account/login/", login="officer.zm@example.org", password=PASSWORD
        )
        pages = {path: devt.get(path).status for path in PAGES}
        health = scene.person("nobody").get("/health/")
        portal.require_running()
        assert portal.beat_is_well() is False
        acknowledged = states(portal, "GH", "KE")

    assert [answer.status for answer in (*submitted, returned, accepted, invited, signed_in)] == [302] * 6
    assert submitted[0].headers["Location"] == f"/reports/{scene.reports['GH']}/versions/1/receipt/"
    assert signed_in.headers["Location"] == "/"
    assert pages == dict.fromkeys(PAGES, 200)
    assert (health.status, json.loads(health.text)) == (200, {"database": True, "redis": False})
    assert acknowledged == [("GH", "returned", 1), ("KE", "accepted", 1)]

    wait_until(lambda: have_come_back(portal), "all that waited for Redis is done")
    portal.require_running()
    assert states(portal, "GH", "KE") == acknowledged
    assert portal.rows(TOTAL) == [(2,)]
    assert len(portal.mail.received) == 7
    assert_each_email_arrived_once(portal)


def test_a_mail_server_that_hangs_holds_no_figure(scene: Scene) -> None:
    portal, mail = scene.portal, scene.portal.mail
    arrived, ((done,),) = len(mail.received), portal.rows(DONE)
    mail.answers.clear()
    mail.somebody_waits.clear()

    assert submit(scene, "RW").status == 302
    wait_until(mail.somebody_waits.is_set, "the mail worker waits for its server")
    assert review(scene, "RW", "accept").status == 302
    wait_until(lambda: portal.rows(DONE) > [(done,)] and portal.rows(DUE) == [(0, 0)], "figures are computed")

    assert len(mail.received) == arrived
    assert portal.rows(UNSENT) == [(3,)]
    assert states(portal, "RW") == [("RW", "accepted", 1)]
    mail.answers.set()
    wait_until(lambda: have_come_back(portal), "all that waited for the mail server is sent")
    assert_each_email_arrived_once(portal)


def test_the_database_goes_and_comes_back(scene: Scene) -> None:
    """It goes in the middle of a run, and while an e-mail is on its way, which arrives meanwhile."""
    portal, mail, devt = scene.portal, scene.portal.mail, scene.person("devt")
    arrived = len(mail.received)
    blocker = portal.connect()
    blocker.cursor().execute("LOCK TABLE indicators_result IN EXCLUSIVE MODE")
    mail.answers.clear()
    mail.somebody_waits.clear()
    assert submit(scene, "SN").status == 302
    wait_until(mail.somebody_waits.is_set, "an e-mail is on its way")
    assert review(scene, "SN", "accept").status == 302
    wait_until(lambda: portal.rows(WAITS_FOR_A_LOCK) == [(1,)], "a run writes its figures")

    with portal.without_database():
        mail.answers.set()
        wait_until(lambda: len(mail.received) == arrived + 1, "the e-mail has arrived")
        page = devt.get("/", Accept="text/html")
        api = devt.get("/api/v1/members/")
        autosave = scene.person("UG").get(
            f"/reports/{scene.reports['UG']}/steps/1/", Accept="application/json"
        )
        refused = [
            submit(scene, "UG"),
            scene.person("nobody").post("/account/login/", login="devt@example.org", password=PASSWORD),
        ]
        health = scene.person("nobody").get("/health/")
        portal.require_running()
    blocker.close()

    answers = [page, api, autosave, *refused, health]
    assert [answer.status for answer in answers] == [503] * 6
    assert [answer.headers["Retry-After"] for answer in answers] == ["15"] * 6
    assert "Back in a moment" in page.text
    assert [json.loads(answer.text)["status"] for answer in (api, autosave)] == [503, 503]
    assert json.loads(health.text) == {"database": False, "redis": True}
    assert [answer for answer in answers if "Traceback" in answer.text or "psycopg2" in answer.text] == []
    assert "Traceback" not in portal.log_of("web")

    wait_until(lambda: have_come_back(portal), "all that waited for the database is done")
    portal.require_running()
    assert devt.get("/").status == 200
    assert states(portal, "SN", "UG") == [("SN", "accepted", 1), ("UG", "draft", 0)]
    assert portal.rows("SELECT state FROM indicators_run ORDER BY id DESC LIMIT 2") == [("done",), ("lost",)]
    assert submit(scene, "UG").status == 302
    wait_until(lambda: have_come_back(portal), "what came after is done as well")
    assert_each_email_arrived_once(portal)
