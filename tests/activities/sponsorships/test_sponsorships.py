"""What a sponsorship asks for, how it is decided and reported back, and what is counted of it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from activities.sponsorships.measures import Sponsorships
from activities.sponsorships.models import Scheme, Sponsorship
from activities.sponsorships.register import SPONSORSHIPS
from kernel.days import portal_day
from kernel.registers import services
from kernel.workflow import IllegalMove, moves_of
from members.models import Member, User
from members.participation.models import Position
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory
from tests.factories.sponsorships import SponsorshipFactory

TITLES = ("Sponsorships to decide", "Sponsorships not reported back", "Sponsorships to report back on")
COMING = (portal_day() + dt.timedelta(days=40)).isoformat()


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.fixture
def asked(plan: Plan, kenya: Member) -> Sponsorship:
    """With all that is asked for."""
    sponsorship = SponsorshipFactory.create(
        plan=plan, member=kenya, has_mirror_committee=True, is_active_candidate=True
    )
    list_as_p_member(sponsorship)
    list_as_p_member(sponsorship, member=DevelopingMemberFactory.create())
    return sponsorship


def list_as_p_member(sponsorship: Sponsorship, year: int = 2012, **values: Any) -> None:
    known = {"committee": sponsorship.committee, "member": sponsorship.member, "role": "p_member"}
    number = Position.objects.count() + 1
    Position.objects.create(code=f"PC-{year}-{number:03}", list_year=year, **known | values)


def move(sponsorship: Sponsorship, name: str, by: User, reason: str = "", **values: Any) -> None:
    services.move_record(SPONSORSHIPS, sponsorship, name, by=by, reason=reason, values=values)
    sponsorship.refresh_from_db()


def met(sponsorship: Sponsorship) -> list[bool | None]:
    return [each.is_met for each in sponsorship.conditions()]


def test_what_is_asked_for(asked: Sponsorship) -> None:
    assert met(asked) == [True, True, True, True]


def test_the_newest_list_up_to_the_meeting_counts(asked: Sponsorship, ghana: Member) -> None:
    """A later one is of another year, and a single entry is no list; without one, nothing is known."""
    uganda = DevelopingMemberFactory.create()
    for year in (2014, 2013):
        list_as_p_member(asked, year, member=ghana)
        assert met(asked)[0] is True
    list_as_p_member(asked, 2013, member=uganda)
    assert met(asked)[0] is False
    Position.objects.filter(list_year__lt=2014).delete()
    assert met(asked)[0] is None


def test_three_a_year_are_the_most(asked: Sponsorship) -> None:
    """Refused ones, those asked for later, and those to meetings of another year do not count."""
    own = {"plan": asked.plan, "member": asked.member}
    SponsorshipFactory.create_batch(2, state="granted", **own)
    SponsorshipFactory.create(starts_on="2014", **own)
    SponsorshipFactory.create(state="refused", **own)
    later = SponsorshipFactory.create(**own)
    assert met(asked)[1] is True
    assert met(later)[1] is False

    SponsorshipFactory.create(state="attended", **own)

    assert met(asked)[1] is False


def test_a_scheme_says_what_is_asked_for(asked: Sponsorship) -> None:
    Scheme.objects.create(
        plan=asked.plan, asks_p_membership=False, most_a_year=None, asks_mirror_committee=False
    )

    assert [each.title for each in asked.conditions()] == [
        "The person works in the committee or its mirror committee"
    ]


def test_who_asks_is_told_at_once_what_is_lacking(
    client: Client, asked: Sponsorship, nsb_editor: User, devco: User
) -> None:
    """On the page to which the form leads; others are not told."""
    for _number in range(2):
        list_as_p_member(asked, 2013, member=DevelopingMemberFactory.create())
    client.force_login(nsb_editor)
    page = client.get(asked.get_absolute_url()).text
    assert "Not on the list of 2013." in page
    assert "not met" in page
    client.force_login(devco)
    assert "Not on the list of 2013." not in client.get(asked.get_absolute_url()).text


def test_what_lacks_something_is_granted_with_a_reason_alone(asked: Sponsorship, devt_officer: User) -> None:
    assert {"grant", "refuse"} <= moves_of(asked, devt_officer)
    Sponsorship.objects.update(has_mirror_committee=False)
    asked.refresh_from_db()
    assert "grant" not in moves_of(asked, devt_officer)
    with pytest.raises(IllegalMove):
        move(asked, "grant", devt_officer)
    with pytest.raises(ValidationError, match="Say why"):
        move(asked, "grant_nevertheless", devt_officer)

    move(asked, "grant_nevertheless", devt_officer, "It is being set up.", amount=Decimal(3200))

    assert (asked.state, asked.francs) == ("granted", 3200)


def test_from_request_to_report_back_refused_once(
    asked: Sponsorship, devt_officer: User, nsb_editor: User, other_nsb_editor: User
) -> None:
    move(asked, "refuse", devt_officer, "The budget of the year is spent.")
    money = {
        "amount": Decimal(2000),
        "currency": "EUR",
        "rate": Decimal("1.2"),
        "rate_on": dt.date(2013, 3, 1),
    }
    move(asked, "grant", devt_officer, "There is money again.", **money)
    assert asked.francs == 2400
    with pytest.raises(PermissionDenied):
        move(asked, "attend", other_nsb_editor)
    move(asked, "attend", nsb_editor)
    with pytest.raises(ValidationError) as refused:
        move(asked, "report_back", nsb_editor, report="")
    assert list(refused.value.message_dict) == ["report"]

    move(asked, "report_back", nsb_editor, report="We keep the test.", told_mirror_on=dt.date(2013, 7, 2))

    assert (asked.state, asked.told_mirror_on) == ("reported", dt.date(2013, 7, 2))
    assert [each.target for each in asked.transitions.order_by("pk")] == [
        *("refused", "granted", "attended", "reported")
    ]


def test_nobody_was_at_a_meeting_that_is_to_come(plan: Plan, kenya: Member, nsb_editor: User) -> None:
    sponsorship = SponsorshipFactory.create(plan=plan, member=kenya, starts_on=COMING, state="granted")

    assert moves_of(sponsorship, nsb_editor) == {"miss"}


def test_the_money_is_not_the_members_to_fill_in(
    client: Client, asked: Sponsorship, nsb_editor: User
) -> None:
    client.force_login(nsb_editor)
    form = client.get(reverse(SPONSORSHIPS.address("edit"), args=[asked.code])).context["form"]
    assert not {"amount", "rate", "report"} & set(form.fields)

    body = {"amount": "9000", "expected_version": asked.version}
    answer = client.patch(f"/api/v1/sponsorships/{asked.code}/", body, content_type="application/json")

    assert answer.status_code == 400, answer.content


def test_the_api_takes_what_is_filled_in_with_a_move(
    client: Client, asked: Sponsorship, devt_officer: User
) -> None:
    client.force_login(devt_officer)
    address = f"/api/v1/sponsorships/{asked.code}/moves/grant/"
    wrong = client.post(address, {"currency": "XYZ"}, content_type="application/json")
    unknown = client.post(address, {"report": "Too early."}, content_type="application/json")
    assert [list(each.json()["errors"]) for each in (wrong, unknown)] == [["currency"], ["report"]]

    granted = client.post(address, {"amount": "1800.50"}, content_type="application/json")

    assert (granted.json()["state"], granted.json()["amount"]) == ("granted", "1800.50")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_on": "2013-05"}, "ends_on"),
        ({"asked_on": dt.date(2013, 7, 1)}, "asked_on"),
        ({"comments_sent_on": dt.date(2013, 7, 1)}, "comments_sent_on"),
        ({"told_mirror_on": dt.date(2013, 5, 1)}, "told_mirror_on"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"currency": "XYZ"}, "currency"),
        ({"rate": Decimal("1.2"), "rate_on": dt.date(2013, 3, 1)}, "rate"),
        ({"currency": "EUR", "rate": Decimal("1.2")}, "__all__"),
    ],
)
def test_sponsorships_that_cannot_be(plan: Plan, kenya: Member, values: dict[str, Any], field: str) -> None:
    known = SponsorshipFactory.create(plan=plan, member=kenya)
    for name, value in values.items():
        setattr(known, name, value)

    with pytest.raises(ValidationError) as refused:
        known.full_clean(exclude={"state"})

    assert list(refused.value.message_dict) == [field]


def test_a_person_is_sponsored_once_to_a_meeting(asked: Sponsorship) -> None:
    Sponsorship.objects.update(person="Grace Wanjiku")
    again = SponsorshipFactory.build(
        plan=asked.plan, member=asked.member, committee=asked.committee, person="Grace Wanjiku"
    )

    with pytest.raises(ValidationError, match="This person is on record for the meeting"):
        again.full_clean(exclude={"state"})


def test_without_a_rate_an_amount_is_in_no_sum(plan: Plan, kenya: Member) -> None:
    own: dict[str, Any] = {"plan": plan, "member": kenya}
    SponsorshipFactory.create(state="granted", amount=Decimal(1500), **own)
    SponsorshipFactory.create(state="reported", amount=Decimal(900), currency="KES", **own)
    SponsorshipFactory.create(state="refused", amount=Decimal(700), **own)

    assert counts(Sponsorships(), plan, 2013) == {
        "sponsorships_asked": 3,
        "sponsorships_granted": 2,
        "sponsorships_reported": 1,
        "members_sponsored": 2,
        "sponsorship_francs": 1500,
    }


def test_home_says_what_is_to_do(
    client: Client, asked: Sponsorship, kenya: Member, devt_officer: User, nsb_editor: User, nsb_viewer: User
) -> None:
    SponsorshipFactory.create(plan=asked.plan, member=kenya, title="Working group 3", state="attended")

    def titles(user: User) -> set[str]:
        client.force_login(user)
        page = client.get("/").text
        return {title for title in TITLES if title in page}

    assert titles(devt_officer) == {"Sponsorships to decide", "Sponsorships not reported back"}
    assert titles(nsb_editor) == {"Sponsorships to report back on"}
    assert titles(nsb_viewer) == set()


def test_two_who_report_back_at_once_both_keep_their_text(
    client: Client, asked: Sponsorship, devt_officer: User, nsb_editor: User
) -> None:
    move(asked, "grant", devt_officer)
    client.force_login(nsb_editor)
    address = reverse(SPONSORSHIPS.address("move"), args=[asked.code, "report_back"])
    seen = client.get(address).context["form"]["seen"].value()
    move(asked, "report_back", devt_officer, report="They keep the test.")

    refused = client.post(address, {"seen": seen, "report": "We keep the test, and more."})

    [difference] = refused.context["conflict"]
    assert (difference.theirs, difference.yours) == ("They keep the test.", "We keep the test, and more.")
    asked.refresh_from_db()
    assert asked.report == "They keep the test."
    again = {"seen": refused.context["form"]["seen"].value(), "report": "We keep the test, and more."}
    assert client.post(address, again).status_code == 302
    asked.refresh_from_db()
    assert asked.report == "We keep the test, and more."


def test_a_meeting_of_which_the_month_is_known_is_over_with_it(plan: Plan, kenya: Member) -> None:
    SponsorshipFactory.create(plan=plan, member=kenya, starts_on="2014-06", state="granted")

    assert not Sponsorship.objects.report_awaited(dt.date(2014, 6, 10))
    assert Sponsorship.objects.report_awaited(dt.date(2014, 7, 1)).count() == 1


def test_of_whom_it_was_under_another_member_nobody_reads(asked: Sponsorship, nsb_editor: User) -> None:
    assert asked.history_since_its(nsb_editor) == "member_id"


def test_money_that_nobody_has_is_refused(plan: Plan, kenya: Member) -> None:
    rate: dict[str, Any] = {"rate": Decimal(10) ** 9, "rate_on": dt.date(2013, 3, 1), "currency": "XAU"}
    sponsorship = SponsorshipFactory.build(plan=plan, member=kenya, amount=Decimal(10) ** 9, **rate)

    assert [name for name, words in sponsorship.money_problems() if words] == ["rate"]
