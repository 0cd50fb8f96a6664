"""What an account may say, and who reads it."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from activities.accounts.models import Account
from activities.accounts.register import ACCOUNTS
from activities.models import Activity
from kernel.imports.importers import Request
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Source
from kernel.registers import services
from kernel.registers.files import FILE, load
from kernel.registers.services import Written
from members.models import User
from tests.factories.activities import ActivityFactory
from tests.factories.registers import AccountFactory


@pytest.fixture
def activity(db: None) -> Activity:
    return ActivityFactory.create()


def told(activity: Activity, **values: Any) -> Account:
    account = AccountFactory.create(plan=activity.output.plan, **values)
    account.activities.set([activity])
    return account


def test_an_activity_has_one_account_of_a_year(activity: Activity, devt_officer: User) -> None:
    first = told(activity, year_told=2013)
    second = AccountFactory.build(plan=activity.output.plan, year_told=2013, code="")

    with pytest.raises(ValidationError) as refused:
        services.add_record(ACCOUNTS, second, by=devt_officer, also=Written({"activities": [activity]}))

    assert refused.value.message_dict == {
        "__all__": [f"{first.code} is the account of this activity and year."]
    }
    second.year_told = 2014
    services.add_record(ACCOUNTS, second, by=devt_officer, also=Written({"activities": [activity]}))
    assert Account.objects.count() == 2


@pytest.mark.parametrize("count", [0, 2])
def test_it_is_of_one_activity(activity: Activity, devt_officer: User, count: int) -> None:
    account = AccountFactory.build(plan=activity.output.plan, code="")
    named = [activity, ActivityFactory.create(output=activity.output, number=9, code="1.9")][:count]

    with pytest.raises(ValidationError) as refused:
        services.add_record(ACCOUNTS, account, by=devt_officer, also=Written({"activities": named}))

    assert refused.value.message_dict == {"activities": ["Name one activity."]}


@pytest.mark.parametrize(
    ("values", "field"),
    [({"done": ""}, "done"), ({"told_on": dt.date(2999, 1, 1)}, "told_on"), ({"year_told": 12}, "year_told")],
)
def test_what_cannot_be_told(activity: Activity, values: dict[str, Any], field: str) -> None:
    account = told(activity)
    for name, value in values.items():
        setattr(account, name, value)

    with pytest.raises(ValidationError) as refused:
        account.full_clean()

    assert list(refused.value.message_dict) == [field]


def page_of(client: Client, activity: Activity, user: User) -> str:
    client.force_login(user)
    return client.get(activity.get_absolute_url()).text


def test_the_newest_stands_on_the_activitys_page_and_a_draft_for_devt_alone(
    client: Client, activity: Activity, devt_officer: User, nsb_viewer: User, devco: User, donor: User
) -> None:
    told(activity, year_told=2013, title="Two of three were held", not_done="Floods in May.")
    told(activity, year_told=2014, title="A canary is written", told_on=None)

    pages = {user.name: page_of(client, activity, user) for user in (devt_officer, nsb_viewer, devco, donor)}

    assert {name: "A canary is written" in page for name, page in pages.items()} == {
        devt_officer.name: True,
        nsb_viewer.name: False,
        devco.name: False,
        donor.name: False,
    }
    assert all("Floods in May." in pages[user.name] for user in (nsb_viewer, devco, donor))


def test_what_a_draft_said_is_not_in_what_others_read_of_its_history(
    client: Client, activity: Activity, devt_officer: User, nsb_viewer: User, donor: User
) -> None:
    account = told(activity, told_on=None, not_done="A canary is to blame.")
    account.not_done, account.told_on = "There was a delay.", dt.date(2014, 6, 1)
    services.change_record(ACCOUNTS, account, by=devt_officer, seen=account.version)

    read = {}
    for user in (devt_officer, nsb_viewer, donor):
        client.force_login(user)
        read[user] = "canary" in client.get(account.get_absolute_url()).text

    assert read == {devt_officer: True, nsb_viewer: False, donor: False}


def test_two_rows_of_a_file_are_not_of_one_activity_and_year(activity: Activity, devt_officer: User) -> None:
    plan = activity.output.plan.code
    row = f"Done,{plan},{activity.code},2013"
    file = Source("a.csv", f"in one sentence,plan,activities,year\n{row}\n{row}\n".encode())

    with pytest.raises(LoadingError, match=r"row 3.*Another row is of this activity and year"):
        load(ACCOUNTS, Request({FILE: file}, devt_officer), dry_run=False)

    assert not Account.objects.exists()


def test_what_was_cancelled_stands_again_only_where_no_other_does(
    activity: Activity, devt_officer: User
) -> None:
    first = told(activity, year_told=2013)
    services.cancel_record(ACCOUNTS, first, by=devt_officer, reason="Twice.", now=timezone.now())
    second = told(activity, year_told=2013)

    with pytest.raises(ValidationError, match=f"{second.code} is the account of this activity and year"):
        services.restore_record(ACCOUNTS, first, by=devt_officer)

    first.refresh_from_db()
    assert first.is_cancelled


def test_where_there_is_none_devt_reads_how_to_write_one(
    client: Client, activity: Activity, devt_officer: User, nsb_viewer: User
) -> None:
    assert "Write an account" in page_of(client, activity, devt_officer)
    assert "account" not in page_of(client, activity, nsb_viewer).lower().replace("/account/", "")
