"""The page of people, ending roles, and people who hold none."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kernel.models import Email
from members.models import Member, Role, User
from members.services.roles import end_role
from tests.factories.members import InvitationFactory, RoleFactory


def role_of(user: User) -> Role:
    return user.roles.get()


@pytest.mark.parametrize("person", ["nsb_editor", "nsb_viewer", "devco", "donor"])
def test_people_are_listed_for_devt_and_authorised_officers_only(
    person: str, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))

    for path in ("/people/", "/people/invite/", "/people/roles/1/end/", "/people/invitations/1/revoke/"):
        assert client.get(path).status_code == 403, path
    assert client.post("/people/invitations/1/resend/").status_code == 403


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/people/")["Location"] == "/account/login/?next=/people/"


def test_devt_sees_everyone(
    client: Client, devt_officer: User, nsb_editor: User, other_nsb_editor: User, donor: User
) -> None:
    client.force_login(devt_officer)

    page = client.get("/people/")

    assert [role.user for role in page.context["page"]] == [other_nsb_editor, donor, nsb_editor, devt_officer]
    assert "4 roles" in page.text


def test_an_authorised_officer_sees_the_own_member_only(
    client: Client, nsb_officer: User, nsb_editor: User, other_nsb_editor: User, ghana: Member, kenya: Member
) -> None:
    InvitationFactory.create(email="ours@example.org", role="nsb_viewer", member=kenya)
    InvitationFactory.create(email="theirs@example.org", role="nsb_viewer", member=ghana)
    client.force_login(nsb_officer)

    page = client.get("/people/")

    assert {role.user for role in page.context["page"]} == {nsb_officer, nsb_editor}
    assert [invitation.email for invitation in page.context["invitations"]] == ["ours@example.org"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "esther"}, ["editor.ke@example.org"]),
        ({"q": "EDITOR.GH"}, ["editor.gh@example.org"]),
        ({"name": "nsb_editor"}, ["editor.gh@example.org", "editor.ke@example.org"]),
        ({"held": "past"}, ["donor@example.org"]),
        (
            {"held": "now"},
            ["editor.gh@example.org", "editor.ke@example.org", "devt@example.org"],
        ),
    ],
)
def test_people_are_found(
    client: Client,
    devt_officer: User,
    nsb_editor: User,
    other_nsb_editor: User,
    donor: User,
    query: dict[str, str],
    expected: list[str],
) -> None:
    Role.objects.filter(user=donor).update(valid_to=dt.date(2015, 12, 31))
    client.force_login(devt_officer)

    page = client.get("/people/", query)

    assert [role.user.email for role in page.context["page"]] == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_one_row_as_for_three(
    client: Client,
    devt_officer: User,
    kenya: Member,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rows):
        RoleFactory.create(nsb_editor=True, member=kenya)
        InvitationFactory.create(role="nsb_viewer", member=kenya)
    client.force_login(devt_officer)

    with django_assert_num_queries(8):
        assert client.get("/people/").status_code == 200


def test_a_role_ends_at_once_and_the_person_is_told(
    devt_officer: User, nsb_editor: User, client: Client
) -> None:
    client.force_login(nsb_editor)
    now = timezone.now()

    end_role(by=devt_officer, role_id=role_of(nsb_editor).pk, now=now)

    role = role_of(nsb_editor)
    assert (role.valid_to, role.ended_at, role.ended_by) == (now.date(), now, devt_officer)
    assert not role.is_current
    assert (
        Email.objects.get().subject
        == "Your role in the Action Plan Portal has ended: NSB editor · KEBS · Kenya"
    )
    assert client.get("/").status_code == 403


def test_ending_twice_changes_nothing(devt_officer: User, nsb_editor: User) -> None:
    first = end_role(by=devt_officer, role_id=role_of(nsb_editor).pk, now=timezone.now())
    second = end_role(by=devt_officer, role_id=first.pk, now=timezone.now())

    assert first.ended_at == second.ended_at
    assert Email.objects.count() == 1


def test_whose_devt_role_ends_is_out_of_the_administration(
    devt_administrator: User, devt_officer: User, client: Client
) -> None:
    client.force_login(devt_officer)
    assert client.get("/admin/").status_code == 200

    end_role(by=devt_administrator, role_id=role_of(devt_officer).pk, now=timezone.now())

    assert User.objects.get(pk=devt_officer.pk).is_staff is False
    assert client.get("/admin/").status_code == 403


def test_a_role_that_ran_out_closes_the_administration_whatever_is_stored(
    devt_officer: User, donor: User, client: Client
) -> None:
    Role.objects.filter(user=devt_officer).update(valid_to=dt.date(2020, 1, 1))
    User.objects.filter(pk=donor.pk).update(is_staff=True)

    for person in (devt_officer, donor):
        client.force_login(User.objects.get(pk=person.pk))
        assert client.get("/admin/", follow=True).status_code == 403


def test_nobody_ends_their_own_administrator_role(devt_administrator: User, client: Client) -> None:
    role = role_of(devt_administrator)

    with pytest.raises(ValidationError, match="cannot end your own role as administrator"):
        end_role(by=devt_administrator, role_id=role.pk, now=timezone.now())

    client.force_login(devt_administrator)
    page = client.post(f"/people/roles/{role.pk}/end/", follow=True)
    assert "You cannot end your own role as administrator." in page.text
    assert role_of(devt_administrator).is_current


def test_an_administrator_ends_another_administrators_role(devt_administrator: User) -> None:
    other = RoleFactory.create(devt_administrator=True)

    assert not end_role(by=devt_administrator, role_id=other.pk, now=timezone.now()).is_current


def test_an_officer_of_devt_does_not_end_roles_in_devt(devt_officer: User, devt_administrator: User) -> None:
    with pytest.raises(PermissionDenied, match="only its administrators end those in DEVT"):
        end_role(by=devt_officer, role_id=role_of(devt_administrator).pk, now=timezone.now())


def test_an_authorised_officer_ends_roles_of_the_own_member_only(
    nsb_officer: User, nsb_editor: User, other_nsb_editor: User, client: Client
) -> None:
    client.force_login(nsb_officer)

    asked = client.get(f"/people/roles/{role_of(nsb_editor).pk}/end/")
    ended = client.post(f"/people/roles/{role_of(nsb_editor).pk}/end/")
    hidden = client.post(f"/people/roles/{role_of(other_nsb_editor).pk}/end/")

    assert "End this role?" in asked.text
    assert ended["Location"] == "/people/"
    assert not role_of(nsb_editor).is_current
    assert hidden.status_code == 404
    assert role_of(other_nsb_editor).is_current


def test_an_editor_ends_no_role(nsb_editor: User) -> None:
    with pytest.raises(PermissionDenied):
        end_role(by=nsb_editor, role_id=role_of(nsb_editor).pk, now=timezone.now())


@pytest.mark.parametrize("path", ["/", "/members/", "/people/", "/plans/"])
def test_people_without_a_role_see_whom_to_ask(path: str, client: Client, without_role: User) -> None:
    client.force_login(without_role)

    page = client.get(path)

    assert page.status_code == 403
    assert "You have no role in the portal at present" in page.text
    assert "Ask the authorised officer of your national standards body" in page.text


@pytest.mark.parametrize(
    "path", ["/profile/", "/account/password/change/", "/account/2fa/", "/account/logout/"]
)
def test_people_without_a_role_keep_their_own_account(path: str, client: Client, without_role: User) -> None:
    client.force_login(without_role)

    assert client.get(path).status_code in {200, 302}


def test_a_role_of_tomorrow_is_none_today(client: Client, without_role: User) -> None:
    tomorrow = timezone.now().date() + dt.timedelta(days=1)
    RoleFactory.create(user=without_role, devco=True, valid_from=tomorrow)
    client.force_login(without_role)

    assert client.get("/").status_code == 403


def test_who_is_switched_off_is_signed_out(client: Client, devt_officer: User) -> None:
    client.force_login(devt_officer)
    User.objects.filter(pk=devt_officer.pk).update(is_active=False)

    assert client.get("/people/")["Location"] == "/account/login/?next=/people/"


def test_nobody_stands_above_the_rules(db: None) -> None:
    user = User.objects.create_superuser("root@example.org", "long enough words", name="Root")

    assert (user.is_superuser, user.is_devt_administrator) == (False, True)


def test_the_page_sends_again_and_revokes(client: Client, nsb_officer: User, kenya: Member) -> None:
    invitation = InvitationFactory.create(email="new@example.org", role="nsb_viewer", member=kenya)
    client.force_login(nsb_officer)

    again = client.post(f"/people/invitations/{invitation.pk}/resend/", follow=True)
    asked = client.get(f"/people/invitations/{invitation.pk}/revoke/")
    revoked = client.post(f"/people/invitations/{invitation.pk}/revoke/", follow=True)

    assert "A new link is on its way to new@example.org." in again.text
    assert "Revoke this invitation?" in asked.text
    assert "The invitation to new@example.org is revoked" in revoked.text
    assert list(revoked.context["invitations"]) == []
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_the_page_says_that_somebody_was_faster(client: Client, nsb_officer: User, kenya: Member) -> None:
    invitation = InvitationFactory.create(role="nsb_viewer", member=kenya, revoked_at=timezone.now())
    client.force_login(nsb_officer)

    for act in ("resend", "revoke"):
        page = client.post(f"/people/invitations/{invitation.pk}/{act}/", follow=True)
        assert "This invitation was accepted or revoked meanwhile." in page.text


def test_the_page_hides_invitations_of_another_member(
    client: Client, nsb_officer: User, ghana: Member
) -> None:
    invitation = InvitationFactory.create(role="nsb_viewer", member=ghana)
    client.force_login(nsb_officer)

    for act in ("resend", "revoke"):
        assert client.post(f"/people/invitations/{invitation.pk}/{act}/").status_code == 404
