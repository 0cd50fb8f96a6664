"""Invitations: who may invite whom, and links that work once and until they expire."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from kernel.models import Email
from members.enums import RoleName
from members.models import Invitation, Member, Role, User
from members.services.invitations import (
    InvitationClosed,
    accept_as_new_person,
    accept_invitation,
    invite_first_administrator,
    invite_person,
    resend_invitation,
    revoke_invitation,
)
from tests.factories.members import PASSWORD, OrganisationFactory, RoleFactory, UserFactory

LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitations/[\w-]{43}/)")
NEW = "new@example.org"
NEW_PERSON = {"name": "Nia New", "password": "seven green bridges", "repeated": "seven green bridges"}


def link() -> str:
    """The path in the newest e-mail."""
    found = LINK.search(Email.objects.latest("pk").text)
    assert found
    return found[1]


def invite(by: User, role: RoleName = RoleName.NSB_EDITOR, email: str = NEW, **more: object) -> Invitation:
    return invite_person(by=by, email=email, role=role, now=timezone.now(), **more)


def test_the_invitation_is_mailed_and_only_a_hash_of_its_token_is_kept(
    devt_officer: User, kenya: Member
) -> None:
    invitation = invite(devt_officer, member=kenya, message="Karibu <b>")

    email = Email.objects.get()
    token = link().split("/")[2]
    assert (email.to, email.keeps_text, email.link_ends_at) == (NEW, False, invitation.expires_at)
    assert email.subject == "You are invited to the Action Plan Portal: NSB editor · KEBS · Kenya"
    assert "Olga Officer invites you to the Action Plan Portal." in email.text
    assert "Karibu <b>" in email.text
    assert "Karibu &lt;b&gt;" in email.html
    assert len(invitation.token_hash) == 64
    assert token not in str(vars(invitation))
    assert invitation.expires_at - invitation.created_at < dt.timedelta(days=14, seconds=5)


@pytest.mark.parametrize("role", [RoleName.DEVT_ADMINISTRATOR, RoleName.DEVT_OFFICER])
def test_only_an_administrator_invites_to_devt(
    role: RoleName, devt_administrator: User, devt_officer: User
) -> None:
    assert invite(devt_administrator, role).role == role
    with pytest.raises(PermissionDenied, match="only its administrators invite to DEVT"):
        invite(devt_officer, role, "other@example.org")


@pytest.mark.parametrize("role", [RoleName.NSB_OFFICER, RoleName.NSB_EDITOR, RoleName.NSB_VIEWER])
def test_an_authorised_officer_invites_colleagues_only(
    role: RoleName, nsb_officer: User, kenya: Member, ghana: Member
) -> None:
    assert invite(nsb_officer, role, member=kenya).member == kenya
    with pytest.raises(PermissionDenied, match="colleagues of the same member"):
        invite(nsb_officer, role, "other@example.org", member=ghana)


@pytest.mark.parametrize("role", [RoleName.DEVT_OFFICER, RoleName.DEVCO_REVIEWER, RoleName.DONOR])
def test_an_authorised_officer_invites_to_no_other_role(role: RoleName, nsb_officer: User) -> None:
    with pytest.raises(PermissionDenied):
        invite(nsb_officer, role)


@pytest.mark.parametrize("person", ["nsb_editor", "nsb_viewer", "devco", "donor", "without_role"])
def test_nobody_else_invites(person: str, request: pytest.FixtureRequest, kenya: Member) -> None:
    user = request.getfixturevalue(person)

    with pytest.raises(PermissionDenied):
        invite(user, member=kenya)

    assert Invitation.objects.count() == 0


def test_a_role_of_a_member_needs_the_member(devt_officer: User, kenya: Member) -> None:
    with pytest.raises(ValidationError, match="needs the member"):
        invite(devt_officer, RoleName.NSB_EDITOR)
    with pytest.raises(ValidationError, match="no other role has one"):
        invite(devt_officer, RoleName.DEVCO_REVIEWER, member=kenya)


def test_a_role_that_is_held_or_offered_is_not_offered_again(
    devt_officer: User, nsb_editor: User, kenya: Member
) -> None:
    with pytest.raises(ValidationError, match="holds the role already"):
        invite(devt_officer, email=nsb_editor.email.upper(), member=kenya)
    invite(devt_officer, member=kenya)
    with pytest.raises(ValidationError, match="is open; send it again"):
        invite(devt_officer, email=NEW.upper(), member=kenya)


def test_a_new_person_accepts_and_is_signed_in(client: Client, nsb_officer: User, kenya: Member) -> None:
    invite(nsb_officer, member=kenya)

    page = client.get(link())
    response = client.post(link(), NEW_PERSON)

    assert page.status_code == 200
    assert "Otieno Officer" in page.text
    assert (response.status_code, response["Location"]) == (302, "/")
    user = User.objects.get(email=NEW)
    assert (user.name, user.is_staff, user.check_password("seven green bridges")) == ("Nia New", False, True)
    role = user.roles.get()
    assert (role.name, role.member, role.granted_by) == (RoleName.NSB_EDITOR, kenya, nsb_officer)
    assert role.valid_from == timezone.now().date()
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"repeated": "seven green bridge"}, "The two passwords differ."),
        ({"password": "short", "repeated": "short"}, "This password is too short."),
        ({"name": ""}, "This field is required."),
        ({"password": "newexample.org", "repeated": "newexample.org"}, "too similar to the e-mail address"),
    ],
)
def test_a_new_person_is_told_what_is_wrong(
    client: Client, devt_officer: User, kenya: Member, change: dict[str, str], words: str
) -> None:
    invite(devt_officer, member=kenya)

    response = client.post(link(), NEW_PERSON | change)

    assert response.status_code == 200
    assert words in response.text
    assert not User.objects.filter(email=NEW).exists()


def test_an_existing_person_signs_in_first(client: Client, devt_officer: User, devco: User) -> None:
    invite(devt_officer, RoleName.DONOR, devco.email)

    stranger = client.get(link())
    client.force_login(devco)
    asked = client.get(link())
    accepted = client.post(link())

    assert f"/account/login/?next={link()}" in stranger.text
    assert "Accept" in asked.text
    assert accepted["Location"] == "/"
    assert {role.name for role in devco.roles.current()} == {RoleName.DEVCO_REVIEWER, RoleName.DONOR}


def test_signing_in_leads_back_to_the_invitation(client: Client, devt_officer: User, devco: User) -> None:
    invite(devt_officer, RoleName.DONOR, devco.email)

    response = client.post(f"/account/login/?next={link()}", {"login": devco.email, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, link())


def test_somebody_else_cannot_accept(client: Client, devt_officer: User, donor: User, kenya: Member) -> None:
    invite(devt_officer, member=kenya)
    client.force_login(donor)

    pages = [client.get(link()), client.post(link())]

    assert [page.status_code for page in pages] == [403, 403]
    assert "This invitation is for somebody else" in pages[1].text
    assert "signed in as donor@example.org" in pages[1].text
    assert Role.objects.filter(user=donor).count() == 1
    assert Invitation.objects.get().is_open


def test_a_person_without_a_role_can_accept(
    client: Client, devt_officer: User, without_role: User, kenya: Member
) -> None:
    invite(devt_officer, email=without_role.email, member=kenya)
    client.force_login(without_role)

    assert client.get("/").status_code == 403
    client.post(link())

    assert client.get("/").status_code == 200


def test_a_second_click_gives_a_friendly_page(client: Client, devt_officer: User, kenya: Member) -> None:
    invite(devt_officer, member=kenya)
    client.post(link(), NEW_PERSON)

    again = client.post(link(), NEW_PERSON)
    stranger = Client().get(link())

    assert (again.status_code, stranger.status_code) == (410, 410)
    assert "This invitation has been accepted" in again.text
    assert "You can simply go on." in again.text
    assert "sign in with your e-mail address" in stranger.text
    assert Role.objects.filter(user__email=NEW).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC), "revoked_at": timezone.now()}, "was revoked"),
        (
            {
                "created_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
                "expires_at": dt.datetime(2020, 1, 15, tzinfo=dt.UTC),
            },
            "has expired",
        ),
        ({"token_hash": "0" * 64}, "This link is not known"),
    ],
)
def test_a_link_that_opens_nothing_says_what_to_do(
    client: Client, devt_officer: User, kenya: Member, change: dict[str, object], words: str
) -> None:
    invite(devt_officer, member=kenya)
    Invitation.objects.update(**change)

    responses = [client.get(link()), client.post(link(), NEW_PERSON)]

    assert [response.status_code for response in responses] == [410, 410]
    assert words in responses[0].text
    assert not User.objects.filter(email=NEW).exists()


def test_sending_again_makes_a_new_link_and_ends_the_old_one(
    client: Client, nsb_officer: User, kenya: Member
) -> None:
    invitation = invite(nsb_officer, member=kenya)
    Invitation.objects.update(
        created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), expires_at=dt.datetime(2020, 1, 15, tzinfo=dt.UTC)
    )
    old = link()

    resend_invitation(by=nsb_officer, invitation_id=invitation.pk, now=timezone.now())

    assert "This link is not known" in client.get(old).text
    assert client.get(link()).status_code == 200


NO_LONGER = ["role ended", "role ran out", "switched off", "lesser role"]


def lose_role(person: User, how: str) -> None:
    roles = Role.objects.filter(user=person)
    now = timezone.now()
    if how == "role ended":
        roles.update(valid_to=now.date(), ended_at=now, ended_by=person)
    elif how == "role ran out":
        roles.update(valid_to=now.date() - dt.timedelta(days=1))
    elif how == "lesser role":
        roles.update(name=RoleName.NSB_EDITOR)
    else:
        User.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("how", NO_LONGER)
def test_an_invitation_ends_with_the_role_of_who_wrote_it(
    client: Client, nsb_officer: User, without_role: User, kenya: Member, how: str
) -> None:
    invite(nsb_officer, email=without_role.email, member=kenya)
    token = link().split("/")[2]
    lose_role(nsb_officer, how)

    stranger = client.get(link())
    client.force_login(without_role)
    pages = [client.get(link()), client.post(link())]

    assert [page.status_code for page in (stranger, *pages)] == [410, 410, 410]
    assert "This invitation no longer stands" in pages[1].text
    with pytest.raises(InvitationClosed, match="lapsed"):
        accept_invitation(token=token, user=without_role, now=timezone.now())
    assert not Role.objects.filter(user=without_role).exists()


@pytest.mark.parametrize("how", NO_LONGER)
def test_nobody_new_comes_in_by_it(client: Client, nsb_officer: User, kenya: Member, how: str) -> None:
    invite(nsb_officer, member=kenya)
    token = link().split("/")[2]
    lose_role(nsb_officer, how)

    assert client.post(link(), NEW_PERSON).status_code == 410
    with pytest.raises(InvitationClosed, match="lapsed"):
        accept_as_new_person(token=token, name="N", password="seven green bridges", now=timezone.now())
    assert not User.objects.filter(email=NEW).exists()


def test_an_officers_invitation_ends_though_another_role_is_left(
    client: Client, devt_administrator: User
) -> None:
    """An administrator who is an officer of DEVT now may invite, but not to DEVT."""
    invite(devt_administrator, RoleName.DEVT_OFFICER)
    Role.objects.filter(user=devt_administrator).update(name=RoleName.DEVT_OFFICER)

    assert client.get(link()).status_code == 410


def test_what_has_lapsed_stands_again_once_another_sends_it_in_the_own_name(
    client: Client, nsb_officer: User, devt_officer: User, kenya: Member
) -> None:
    invitation = invite(nsb_officer, member=kenya)
    lose_role(nsb_officer, "role ended")
    client.force_login(devt_officer)

    page = client.get("/people/")
    assert "Otieno Officer may no longer invite to this role" in page.text
    client.post(f"/people/invitations/{invitation.pk}/resend/")

    assert "may no longer invite" not in client.get("/people/").text
    assert "Olga Officer invites you" in Email.objects.latest("pk").text
    newcomer = Client()
    newcomer.post(link(), NEW_PERSON)
    assert User.objects.get(email=NEW).roles.get().granted_by == devt_officer


def test_who_lost_the_role_sends_nothing_again(nsb_officer: User, kenya: Member) -> None:
    invitation = invite(nsb_officer, member=kenya)
    lose_role(nsb_officer, "lesser role")

    with pytest.raises(Invitation.DoesNotExist):
        resend_invitation(
            by=User.objects.get(pk=nsb_officer.pk), invitation_id=invitation.pk, now=timezone.now()
        )


def test_revoking_and_sending_again_are_refused_to_others(
    devt_officer: User, other_nsb_editor: User, ghana: Member, kenya: Member
) -> None:
    invitation = invite(devt_officer, member=kenya)
    other_officer = RoleFactory.create(nsb_officer=True, member=ghana).user

    for stranger in (other_nsb_editor, other_officer):
        with pytest.raises(Invitation.DoesNotExist):
            revoke_invitation(by=stranger, invitation_id=invitation.pk, now=timezone.now())

    assert Invitation.objects.get().is_open


def test_an_officer_of_devt_does_not_resend_what_only_an_administrator_may_send(
    devt_administrator: User, devt_officer: User
) -> None:
    invitation = invite(devt_administrator, RoleName.DEVT_OFFICER)

    with pytest.raises(PermissionDenied):
        resend_invitation(by=devt_officer, invitation_id=invitation.pk, now=timezone.now())


def test_what_was_accepted_is_not_revoked(client: Client, devt_officer: User, kenya: Member) -> None:
    invitation = invite(devt_officer, member=kenya)
    client.post(link(), NEW_PERSON)

    with pytest.raises(ValidationError, match="accepted or revoked meanwhile"):
        revoke_invitation(by=devt_officer, invitation_id=invitation.pk, now=timezone.now())


def test_accepting_a_devt_role_opens_the_administration(devt_administrator: User, donor: User) -> None:
    invite(devt_administrator, RoleName.DEVT_OFFICER, donor.email)

    accept_invitation(token=link().split("/")[2], user=donor, now=timezone.now())

    assert User.objects.get(pk=donor.pk).is_staff is True


def test_the_first_administrator_is_invited_from_the_command_line(client: Client, db: None) -> None:
    invite_first_administrator(email=NEW, now=timezone.now())

    client.post(link(), NEW_PERSON)

    assert User.objects.get(email=NEW).is_devt_administrator


def test_the_page_invites(client: Client, devt_officer: User) -> None:
    organisation = OrganisationFactory.create(kind="donor")
    client.force_login(devt_officer)
    data = {"email": NEW, "role": "donor", "member": "", "organisation": organisation.pk, "message": ""}

    response = client.post("/people/invite/", data)

    assert response["Location"] == "/people/"
    assert Invitation.objects.get().organisation == organisation
    assert "devt_administrator" not in client.get("/people/invite/").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "nsb_editor"}, "Choose the member for which this person will act."),
        ({"role": "devt_officer"}, "Select a valid choice."),
        ({"email": "devco@example.org", "role": "devco_reviewer"}, "This person holds the role already."),
    ],
)
def test_the_page_says_what_is_wrong(
    client: Client, devt_officer: User, devco: User, change: dict[str, str], words: str
) -> None:
    client.force_login(devt_officer)

    response = client.post("/people/invite/", {"email": NEW, "role": "donor"} | change)

    assert response.status_code == 200
    assert words in response.text


def test_an_authorised_officer_cannot_choose_another_member(
    client: Client, nsb_officer: User, ghana: Member, kenya: Member
) -> None:
    client.force_login(nsb_officer)
    data = {"email": NEW, "role": "nsb_editor", "message": ""}

    refused = client.post("/people/invite/", data | {"member": ghana.pk})
    accepted = client.post("/people/invite/", data | {"member": kenya.pk})

    assert "Select a valid choice." in refused.text
    assert accepted["Location"] == "/people/"
    assert Invitation.objects.get().member == kenya


def test_the_same_role_can_be_granted_again_on_the_day_it_ended(devt_officer: User, kenya: Member) -> None:
    today = timezone.now()
    user = UserFactory.create(email=NEW)
    RoleFactory.create(
        user=user, nsb_editor=True, member=kenya, valid_from=today.date(), valid_to=today.date(),
        ended_at=today, ended_by=devt_officer,
    )  # fmt: skip
    invite(devt_officer, member=kenya)

    accept_invitation(token=link().split("/")[2], user=user, now=timezone.now())

    assert user.roles.get().is_current


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_give_one_role(devt_officer: User, donor: User, kenya: Member) -> None:
    invite(devt_officer, email=donor.email, member=kenya)
    token = link().split("/")[2]

    def accept(_click: int) -> str:
        try:
            accept_invitation(token=token, user=User.objects.get(pk=donor.pk), now=timezone.now())
        except InvitationClosed as closed:
            return closed.reason
        finally:
            connections.close_all()
        return "accepted now"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(accept, range(2)))

    assert answers == ["accepted", "accepted now"]
    assert Role.objects.filter(user=donor, member=kenya).count() == 1


def test_the_command_invites_the_first_administrator(
    client: Client, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("invite_administrator", NEW, "--show-link")

    words, address = capsys.readouterr().out.splitlines()
    assert words.startswith(f"Invited {NEW}; the link works until ")
    assert address == f"http://127.0.0.1:8000{link()}"
    with pytest.raises(CommandError, match="is open; send it again"):
        call_command("invite_administrator", NEW)
