"""One e-mail a week at most, of what is new."""

import datetime as dt

import pytest
from django.db.models import F

from activities.confirmations import digests, services
from activities.confirmations.models import Digest
from activities.confirmations.periodic import send_digests
from activities.confirmations.selectors import items_of, version_of
from activities.sponsorships.models import Sponsorship
from kernel.models import Email
from members.models import Member, User
from tests.factories.sponsorships import SponsorshipFactory
from tests.factories.support import MissionFactory

NOW = dt.datetime(2014, 2, 3, 9, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def mission(kenya: Member, nsb_editor: User, nsb_viewer: User, other_nsb_editor: User) -> None:
    MissionFactory.create(member=kenya, title="An expert")


def told() -> list[str]:
    return list(Email.objects.order_by("pk").values_list("to", flat=True))


@pytest.mark.usefixtures("mission")
def test_those_who_write_for_the_member_hear_of_it(kenya: Member, nsb_editor: User) -> None:
    assert digests.send_digests(NOW) == 1

    assert told() == [nsb_editor.email]
    [email] = Email.objects.all()
    assert "Missions: 1" in email.text
    assert "/received/KE/" in email.text
    assert "/received/KE/" in email.html


@pytest.mark.usefixtures("mission")
def test_once_a_week_at_most_and_of_what_is_new(kenya: Member) -> None:
    digests.send_digests(NOW)
    MissionFactory.create(member=kenya)
    assert digests.send_digests(NOW + WEEK - dt.timedelta(hours=1)) == 0
    assert digests.send_digests(NOW + WEEK) == 1
    assert digests.send_digests(NOW + 2 * WEEK) == 0

    assert Digest.objects.count() == len(told()) == 2


@pytest.mark.usefixtures("mission")
def test_what_was_confirmed_is_not_told(kenya: Member, nsb_editor: User) -> None:
    services.confirm(kenya, [version_of(each) for each in items_of(kenya)], by=nsb_editor, now=NOW)

    send_digests()

    assert told() == []


def test_what_came_of_a_meeting_is_asked(kenya: Member, nsb_editor: User) -> None:
    SponsorshipFactory.create(member=kenya, title="Plenary in Kyoto", state="attended")
    services.confirm(kenya, [version_of(each) for each in items_of(kenya)], by=nsb_editor, now=NOW)

    assert digests.send_digests(NOW) == 1

    [email] = Email.objects.all()
    assert "Plenary in Kyoto" in email.text


@pytest.mark.usefixtures("mission")
def test_one_for_whom_it_fails_keeps_no_other_from_theirs(
    kenya: Member, ghana: Member, other_nsb_editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    MissionFactory.create(member=ghana)
    send = digests.send_digest

    def fails_for_ghana(member: Member, now: dt.datetime) -> bool:
        if member == ghana:
            raise LookupError
        return send(member, now)

    monkeypatch.setattr(digests, "send_digest", fails_for_ghana)

    assert digests.send_digests(NOW) == 1
    assert other_nsb_editor.email not in told()


def test_an_answer_is_told_and_a_name_that_left_is_not(
    kenya: Member, nsb_editor: User, devt_officer: User
) -> None:
    sponsorship = SponsorshipFactory.create(member=kenya, state="granted", person="Grace Wanjiku")
    [item] = items_of(kenya)
    assert digests.send_digests(NOW) == 1

    Sponsorship.objects.filter(pk=sponsorship.pk).update(person="anonymous", version=F("version") + 1)
    assert digests.send_digests(NOW + WEEK) == 0

    [item] = items_of(kenya)
    disputed = services.dispute(item, kenya, "Not ours.", by=nsb_editor, now=NOW)
    assert digests.send_digests(NOW + 2 * WEEK) == 0
    services.resolve(disputed, "It is yours.", by=devt_officer, now=NOW)
    assert digests.send_digests(NOW + 2 * WEEK) == 1
