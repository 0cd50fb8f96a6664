"""The administration of members and people: for DEVT, with no way round the rules."""

import datetime as dt

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from kernel.joints import DATA_CHANGED
from kernel.models import Email
from members.committees.models import Statistic
from members.models import Member, Role, User
from tests.factories.members import InvitationFactory, MembershipFactory, OrganisationFactory

OURS = [model for model in admin.site._registry if model._meta.app_label in {"core", "members", "committees"}]


def list_of(model: type) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def change_of(thing: object) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


@pytest.mark.parametrize("model", OURS)
def test_lists_can_be_searched_and_are_for_devt_only(
    model: type, client: Client, devt_officer: User, nsb_officer: User, devco: User
) -> None:
    OrganisationFactory.create()
    InvitationFactory.create()
    Email.objects.create(to="a@example.org", subject="S", text="T", html="H")

    client.force_login(devt_officer)
    assert client.get(list_of(model), {"q": "a"}).status_code == 200
    for person in (nsb_officer, devco):
        client.force_login(person)
        assert client.get(list_of(model), follow=True).status_code == 403


@pytest.mark.parametrize(
    "model", ["account_emailaddress", "mfa_authenticator", "knox_authtoken", "auth_group"]
)
def test_nobody_reaches_secrets_or_stored_permissions(
    model: str, client: Client, devt_administrator: User
) -> None:
    client.force_login(devt_administrator)

    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


def test_there_is_one_way_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/account/login/?next=/admin/"


def test_an_officer_of_devt_changes_no_person(client: Client, devt_officer: User, nsb_editor: User) -> None:
    client.force_login(devt_officer)

    assert client.get(change_of(nsb_editor)).status_code == 200
    assert client.post(change_of(nsb_editor), {"name": "Other"}).status_code == 403
    assert client.get(reverse("admin:members_user_add")).status_code == 403
    assert client.get(reverse("admin:members_role_add")).status_code == 403


def person_data(person: User, **change: str) -> dict[str, str]:
    role = person.roles.get()
    return {
        "name": person.name,
        "time_zone": "",
        "is_active": "on",
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "1",
        "roles-0-id": str(role.pk),
        "roles-0-user": str(person.pk),
        "roles-0-valid_from": "2011-01-01",
        "roles-0-valid_to": "",
    } | change


def test_an_administrator_changes_role_dates_and_nothing_else_of_a_role(
    client: Client, devt_administrator: User, devt_officer: User, kenya: Member
) -> None:
    client.force_login(devt_administrator)
    forged = {
        "roles-0-valid_to": "2012-12-31",
        "roles-0-name": "devt_administrator",
        "email": "x@example.org",
    }

    response = client.post(change_of(devt_officer), person_data(devt_officer, is_staff="on", **forged))

    assert response.status_code == 302
    person = User.objects.get(pk=devt_officer.pk)
    role = person.roles.get()
    assert (role.name, role.valid_to) == ("devt_officer", dt.date(2012, 12, 31))
    assert (person.email, person.is_staff) == ("devt@example.org", False)


def test_nobody_adds_or_removes_a_role_in_the_administration(
    client: Client, devt_administrator: User, nsb_editor: User
) -> None:
    client.force_login(devt_administrator)
    forged = {
        "roles-TOTAL_FORMS": "2",
        "roles-0-DELETE": "on",
        "roles-1-user": str(nsb_editor.pk),
        "roles-1-name": "devt_administrator",
    }

    client.post(change_of(nsb_editor), person_data(nsb_editor, **forged))

    assert [role.name for role in Role.objects.filter(user=nsb_editor)] == ["nsb_editor"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"roles-0-valid_to": "2012-12-31"}, "Ask another administrator"),
        ({"is_active": ""}, "You cannot switch off your own account."),
    ],
)
def test_an_administrator_does_not_shut_the_own_door(
    client: Client, devt_administrator: User, change: dict[str, str], words: str
) -> None:
    client.force_login(devt_administrator)

    response = client.post(change_of(devt_administrator), person_data(devt_administrator, **change))

    assert response.status_code == 200
    assert words in response.text
    assert User.objects.get(pk=devt_administrator.pk).is_devt_administrator


def test_no_export_holds_a_password(client: Client, devt_administrator: User) -> None:
    client.force_login(devt_administrator)

    response = client.post(reverse("admin:members_user_export"), {"format": "0", "resource": ""})

    assert "administrator@example.org" in response.text
    assert "md5$" not in response.text


def test_links_that_let_in_are_not_shown(client: Client, devt_administrator: User) -> None:
    secret = Email.objects.create(
        to="a@e.org", subject="S", text="http://x/secret", html="", keeps_text=False
    )
    plain = Email.objects.create(to="a@e.org", subject="S", text="http://x/plain", html="")
    client.force_login(devt_administrator)

    assert "http://x/plain" in client.get(change_of(plain)).text
    assert "http://x/secret" not in client.get(change_of(secret)).text


def test_the_history_tells_who_changed_what(client: Client, devt_officer: User, kenya: Member) -> None:
    client.force_login(devt_officer)
    data = {"iso2": "KE", "iso3": "KEN", "country": "Kenya", "name": "New name", "acronym": "KEBS"}
    data |= {"region": str(kenya.region_id)}
    for prefix in ("names", "memberships", "classifications"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}

    assert client.post(change_of(kenya), data).status_code == 302
    history = client.get(reverse("admin:members_member_history", args=[kenya.pk]))

    changes = history.context["changes"]
    assert [(change.what, change.who) for change in changes] == [("changed", "Olga Officer"), ("added", "")]
    assert [(field.name, field.before, field.after) for field in changes[0].fields] == [
        ("Name in use", "Kenya Bureau of Standards", "New name")
    ]


def test_a_member_is_not_removed(client: Client, devt_administrator: User, kenya: Member) -> None:
    client.force_login(devt_administrator)

    response = client.post(reverse("admin:members_member_delete", args=[kenya.pk]), {"post": "yes"})

    assert response.status_code == 403


def test_a_corrected_statistic_makes_figures_stale(
    client: Client, devt_officer: User, kenya: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, object]] = []
    monkeypatch.setattr(DATA_CHANGED, "takers", [lambda change: told.append(vars(change))])
    statistic = Statistic.objects.create(member=kenya, series="p_roles", year=2012, value=1)
    client.force_login(devt_officer)

    client.post(change_of(statistic), {"member": kenya.pk, "series": "p_roles", "year": 2012, "value": "2"})

    statistic.refresh_from_db()
    assert statistic.value == 2
    assert told == [{"plan": None, "years": None, "cause": "import"}]


@pytest.mark.usefixtures("kenya")
def test_a_list_takes_as_many_queries_for_one_row_as_for_three(
    client: Client, devt_officer: User, django_assert_max_num_queries: object
) -> None:
    client.force_login(devt_officer)
    MembershipFactory.create_batch(3)

    with django_assert_max_num_queries(12):
        assert client.get(list_of(Member)).status_code == 200


def test_a_statistic_removed_makes_figures_stale(
    client: Client, devt_officer: User, kenya: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, object]] = []
    monkeypatch.setattr(DATA_CHANGED, "takers", [lambda change: told.append(vars(change))])
    one, two = (
        Statistic.objects.create(member=kenya, series="p_roles", year=year, value=1) for year in (2012, 2013)
    )
    client.force_login(devt_officer)

    client.post(reverse("admin:committees_statistic_delete", args=[one.pk]), {"post": "yes"})
    action = {"action": "delete_selected", "_selected_action": [two.pk], "post": "yes"}
    client.post(list_of(Statistic), action)

    assert Statistic.objects.count() == 0
    assert len(told) == 2


def test_the_history_of_what_is_not_tracked_and_of_what_is_not_there(
    client: Client, devt_officer: User
) -> None:
    email = Email.objects.create(to="a@example.org", subject="S", text="T", html="H")
    client.force_login(devt_officer)

    assert client.get(reverse("admin:core_email_history", args=[email.pk])).status_code == 200
    assert client.get(reverse("admin:members_member_history", args=[999999])).status_code == 404
