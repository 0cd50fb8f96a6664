"""What members are asked to confirm, how they dispute, and how DEVT resolves."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activities.confirmations import services
from activities.confirmations.models import Confirmation
from activities.confirmations.selectors import Item, Standing, item_of, items_of, version_of
from activities.support.missions import MISSIONS
from activities.support.models import Mission, Recommendation
from kernel.registers.services import change_record
from members.models import Member, User
from tests.factories.events import EventFactory, ParticipantFactory
from tests.factories.partnerships import ArrangementFactory
from tests.factories.registers import SpendingFactory
from tests.factories.sponsorships import SponsorshipFactory
from tests.factories.support import GrantFactory, MissionFactory

NOW = dt.datetime(2014, 2, 3, 9, tzinfo=dt.UTC)


@pytest.fixture
def mission(kenya: Member) -> Mission:
    found: Mission = MissionFactory.create(code="MS-2013-001", member=kenya, title="An expert", days=5)
    return found


def item(kenya: Member) -> Item:
    found = item_of(kenya, "MS-2013-001")
    assert found
    return found


def confirm(kenya: Member, by: User) -> int:
    return services.confirm(kenya, [version_of(item(kenya))], by=by, now=NOW)


def change(mission: Mission, by: User, **values: Any) -> None:
    mission.refresh_from_db()
    for name, value in values.items():
        setattr(mission, name, value)
    change_record(MISSIONS, mission, by=by, seen=mission.version)


def codes(member: Member) -> list[str]:
    return sorted(item.record.code for item in items_of(member))


def test_a_member_is_asked_of_what_others_put_on_record(kenya: Member, ghana: Member) -> None:
    """Of sponsorships what was given, of people those at others' events, of money what was spent for it."""
    own = EventFactory.create(member=kenya)
    asked = [
        MissionFactory.create(member=kenya),
        GrantFactory.create(member=kenya),
        SponsorshipFactory.create(member=kenya, state="granted"),
        ParticipantFactory.create(member=kenya, event=EventFactory.create(member=None)),
        ParticipantFactory.create(member=kenya, event=EventFactory.create(member=ghana)),
        SpendingFactory.create(member=kenya),
        ArrangementFactory.create(),
    ]
    asked[-1].assisted.set([kenya])
    MissionFactory.create(member=ghana)
    MissionFactory.create(member=kenya, cancelled_at=NOW, cancelled_because="Entered twice.")
    SponsorshipFactory.create(member=kenya)
    ParticipantFactory.create(member=kenya, event=own)
    gone = EventFactory.create(member=None, cancelled_at=NOW, cancelled_because="Nobody came.")
    ParticipantFactory.create(member=kenya, event=gone)
    SpendingFactory.create(member=kenya, stage="committed")
    ArrangementFactory.create(is_incomplete=True).assisting.set([kenya])

    assert codes(kenya) == sorted(record.code for record in asked)


def test_all_are_right_in_one_act(kenya: Member, mission: Mission, nsb_editor: User) -> None:
    GrantFactory.create(member=kenya)
    versions = [version_of(each) for each in items_of(kenya)]

    assert services.confirm(kenya, versions, by=nsb_editor, now=NOW) == 2
    assert services.confirm(kenya, versions, by=nsb_editor, now=NOW) == 0

    assert {each.standing for each in items_of(kenya)} == {Standing.CONFIRMED}
    assert Confirmation.objects.count() == 2


def test_what_was_changed_meanwhile_is_not_confirmed(
    kenya: Member, mission: Mission, nsb_editor: User, devt_officer: User
) -> None:
    GrantFactory.create(member=kenya)
    versions = [version_of(each) for each in items_of(kenya)]
    change(mission, devt_officer, days=9)

    with pytest.raises(ValidationError, match="changed meanwhile"):
        services.confirm(kenya, versions, by=nsb_editor, now=NOW)

    assert not Confirmation.objects.exists()


def test_a_change_of_what_was_seen_opens_it_again(
    kenya: Member, mission: Mission, nsb_editor: User, devt_officer: User
) -> None:
    """With what stood and what stands; a note or another officer does not."""
    confirm(kenya, nsb_editor)
    change(mission, devt_officer, note="For us.", officer=devt_officer)
    assert item(kenya).standing == Standing.CONFIRMED
    change(mission, devt_officer, days=9)

    [difference] = item(kenya).differences
    assert item(kenya).standing == Standing.CHANGED
    assert (difference.label, difference.before, difference.after) == ("Days of experts", "5", "9")
    change(mission, devt_officer, days=5)
    assert item(kenya).standing == Standing.CONFIRMED
    Recommendation.objects.create(mission=mission, text="Write procedures")
    assert [each.label for each in item(kenya).differences] == ["Recommendations"]


def test_a_dispute_is_resolved_with_a_reason(
    kenya: Member, mission: Mission, nsb_editor: User, devt_officer: User
) -> None:
    with pytest.raises(ValidationError, match="Say what is wrong"):
        services.dispute(item(kenya), kenya, " ", by=nsb_editor, now=NOW)
    disputed = services.dispute(item(kenya), kenya, "It was six days.", by=nsb_editor, now=NOW)
    assert item(kenya).standing == Standing.DISPUTED
    with pytest.raises(ValidationError, match="Say how"):
        services.resolve(disputed, "", by=devt_officer, now=NOW)
    services.resolve(disputed, "Five, by the report.", by=devt_officer, now=NOW)
    with pytest.raises(ValidationError, match="resolved before"):
        services.resolve(disputed, "Once more.", by=devt_officer, now=NOW)

    assert item(kenya).standing == Standing.RESOLVED
    assert confirm(kenya, nsb_editor) == 1
    assert item(kenya).standing == Standing.CONFIRMED


def test_each_does_what_is_theirs(
    kenya: Member,
    mission: Mission,
    nsb_editor: User,
    nsb_viewer: User,
    other_nsb_editor: User,
    devt_officer: User,
) -> None:
    for user in (nsb_viewer, other_nsb_editor, devt_officer):
        with pytest.raises(PermissionDenied):
            services.dispute(item(kenya), kenya, "Wrong.", by=user, now=NOW)
        with pytest.raises(PermissionDenied):
            confirm(kenya, user)
    disputed = services.dispute(item(kenya), kenya, "Wrong.", by=nsb_editor, now=NOW)

    with pytest.raises(PermissionDenied):
        services.resolve(disputed, "No.", by=nsb_editor, now=NOW)


def test_from_home_to_a_resolved_dispute(
    client: Client, kenya: Member, mission: Mission, nsb_editor: User, devt_officer: User
) -> None:
    grant = GrantFactory.create(member=kenya, title="A laboratory")
    client.force_login(nsb_editor)
    assert "Support received" in client.get("/").text
    received = reverse("confirmations:received_of", args=["KE"])
    page = client.get(received)
    assert "All 2 are right" in page.text
    client.post(reverse("confirmations:dispute", args=["KE", grant.code]), {"comment": "It never came."})
    client.post(received, {"record": client.get(received).context["waiting"]})
    left = client.get(received).text
    assert "It never came." in left
    assert "An expert" not in left
    assert "An expert" in client.get(f"{received}?all=yes").text

    client.force_login(devt_officer)
    assert "Disputes" in client.get("/").text
    disputes = reverse("confirmations:disputes")
    assert grant.code in client.get(disputes).text
    [disputed] = Confirmation.objects.disputed()
    resolve = reverse("confirmations:resolve", args=[disputed.pk])
    assert client.post(resolve, {"resolution": "It is at the customs."}).status_code == 302
    assert not client.get(disputes).context["page"].object_list
    assert "It is at the customs." in client.get(grant.get_absolute_url()).text

    client.force_login(nsb_editor)
    assert "It is at the customs." in client.get(received).text


def test_others_read_nothing_of_it(
    client: Client, kenya: Member, mission: Mission, nsb_editor: User, other_nsb_editor: User, devco: User
) -> None:
    services.dispute(item(kenya), kenya, "It was six days.", by=nsb_editor, now=NOW)
    for user, reads in ((devco, True), (other_nsb_editor, False)):
        client.force_login(user)
        assert ("It was six days." in client.get(mission.get_absolute_url()).text) is reads
    assert client.get(reverse("confirmations:received_of", args=["KE"])).status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_queries_do_not_grow(
    client: Client,
    kenya: Member,
    nsb_editor: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(count):
        mission = MissionFactory.create(member=kenya)
        Recommendation.objects.create(mission=mission, text="Write procedures")
        ArrangementFactory.create().assisted.set([kenya])
    services.confirm(kenya, [version_of(each) for each in items_of(kenya)], by=nsb_editor, now=timezone.now())
    Mission.objects.update(days=3)
    client.force_login(nsb_editor)
    received = reverse("confirmations:received_of", args=["KE"])
    client.get(received)
    with django_assert_num_queries(21):
        client.get(received)


def test_what_was_changed_meanwhile_is_not_disputed(
    client: Client, kenya: Member, mission: Mission, nsb_editor: User, devt_officer: User
) -> None:
    client.force_login(nsb_editor)
    address = reverse("confirmations:dispute", args=["KE", mission.code])
    seen = client.get(address).context["form"]["version"].value()
    change(mission, devt_officer, days=6)

    answer = client.post(address, {"version": seen, "comment": "It was six days."})

    assert "changed meanwhile" in answer.text
    assert not Confirmation.objects.exists()


def test_a_record_is_disputed_once(kenya: Member, mission: Mission, nsb_editor: User) -> None:
    services.dispute(item(kenya), kenya, "It was six days.", by=nsb_editor, now=NOW)

    with pytest.raises(ValidationError, match="disputed already"):
        services.dispute(item(kenya), kenya, "It was six days.", by=nsb_editor, now=NOW)


def test_how_it_was_resolved_is_read_though_the_record_was_changed(
    client: Client, kenya: Member, mission: Mission, nsb_editor: User, devt_officer: User
) -> None:
    disputed = services.dispute(item(kenya), kenya, "It was six days.", by=nsb_editor, now=NOW)
    change(mission, devt_officer, days=6)
    services.resolve(disputed, "Put right, thank you.", by=devt_officer, now=NOW)

    assert item(kenya).standing == Standing.RESOLVED
    client.force_login(nsb_editor)
    page = client.get(reverse("confirmations:received_of", args=["KE"])).text
    assert "Put right, thank you." in page
    assert "5 → 6" in page


def test_devco_reads_it_of_what_it_reads_whole(
    client: Client, kenya: Member, nsb_editor: User, devco: User
) -> None:
    """Of a sponsorship, which names a person, it does not."""
    sponsorship = SponsorshipFactory.create(member=kenya, state="granted")
    asked = item_of(kenya, sponsorship.code)
    assert asked
    services.dispute(asked, kenya, "Mrs Wanjiku was not there.", by=nsb_editor, now=NOW)
    client.force_login(devco)

    assert "Wanjiku" not in client.get(sponsorship.get_absolute_url()).text


def test_from_whose_funds_it_was_paid_is_not_asked(kenya: Member, nsb_editor: User) -> None:
    spending = SpendingFactory.create(member=kenya)
    asked = item_of(kenya, spending.code)

    assert asked
    assert "agreement_id" not in asked.seen


def test_a_record_named_twice_is_confirmed_once_and_hides_no_other(
    kenya: Member, mission: Mission, nsb_editor: User
) -> None:
    version = version_of(item(kenya))
    with pytest.raises(ValidationError, match="changed meanwhile"):
        services.confirm(kenya, [version, version, "MS-2013-001:99"], by=nsb_editor, now=NOW)
    assert not Confirmation.objects.exists()

    assert services.confirm(kenya, [version, version], by=nsb_editor, now=NOW) == 1
    assert Confirmation.objects.count() == 1
