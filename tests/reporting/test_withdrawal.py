"""A withdrawn report: nothing that is shown or counted anywhere speaks of it as signed."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from activities.reporting.canonical import canonical_content
from activities.reporting.models import Report, Version
from activities.reporting.selectors.dates import with_dates
from activities.reporting.selectors.rounds import progress_of_round
from activities.reporting.services import signing, workflow
from kernel.models import Email
from members.models import Member, User
from tests.factories.members import RoleFactory
from tests.reporting.conftest import TODAY
from tests.reporting.making import activity_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]

STATEMENT = "No activity of the plan reached us in that year."
SIGNER = "Sigrid Signatory"
RECEIPT = "APDC-2011-2015/2013/KE/1"
SPEAKS_OF_IT = (STATEMENT, SIGNER, RECEIPT, "on time")

FILTER = "came on time"
"""What a list can be narrowed to, said of no report."""

MAY_SPEAK_OF_IT = {
    "reporting:version": "The version as it was signed, marked as withdrawn.",
    "reporting:receipt": "Its receipt, marked as withdrawn.",
    "reporting:compare": "The same version beside another.",
    "reporting:report": "Lists the kept versions, with who withdrew them.",
    "reporting:review": "Tells who moved the report, in its history.",
    "reporting:step": "The last step offers the statement as text to go on from; the first names who signs.",
    "members:people": "Names people by their roles.",
}
"""Pages that hold one of those words, and why that misleads nobody; none says “on time”."""


@pytest.fixture
def signatory(kenya: Member) -> User:
    return RoleFactory.create(
        nsb_officer=True, member=kenya, user__name=SIGNER, user__email="sigrid@example.org"
    ).user


@pytest.fixture
def withdrawn(report: Report, signatory: User, devt_officer: User) -> Report:
    activity_of(report)
    signing.sign_nil_return(report=report, statement=STATEMENT, by=signatory)
    Email.objects.all().delete()
    return workflow.withdraw(report=report, by=signatory, reason="Too early.")


def addresses(report: Report) -> Iterator[tuple[str, str]]:
    """Every address that can be asked with this report, its round or nothing: name and path."""
    places = {
        "pk": report.pk,
        "code": report.round.plan.code,
        "plan_code": report.round.plan.code,
        "year": report.round.year,
        "number": 1,
        "key": "1.2",
        "iso2": "KE",
        "format": "json",
    }
    for name, wanted in names(get_resolver()):
        if not name.startswith("admin:") and wanted <= places.keys():
            with suppress(NoReverseMatch):  # a place of another shape, like the key of a link in an e-mail
                yield name, reverse(name, kwargs={key: places[key] for key in wanted})


def names(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    for name in resolver.reverse_dict:
        if isinstance(name, str):
            for possibilities, *_rest in resolver.reverse_dict.getlist(name):
                yield f"{before}{name}", frozenset(possibilities[0][1])
    for space, (_prefix, inner) in resolver.namespace_dict.items():
        yield from names(inner, f"{before}{space}:")


@pytest.mark.parametrize("person", ["signatory", "devt_officer"])
def test_no_page_file_or_endpoint_speaks_of_it_as_signed(
    client: Client, withdrawn: Report, signatory: User, person: str, request: pytest.FixtureRequest
) -> None:
    """The member's officer bears another name than the signature: the one is not taken for the other."""
    User.objects.filter(pk=signatory.pk).update(name="Somebody Else")
    reader: User = request.getfixturevalue(person)
    Version.objects.update(submitted_by=RoleFactory.create(donor=True, user__name=SIGNER).user)
    client.force_login(reader)
    asked, speaking = set(), set()

    for name, path in addresses(withdrawn):
        answer = client.get(path)
        if answer.status_code == 200:
            asked.add(name)
            text = b"".join(answer).decode(errors="replace").replace(FILTER, "")
            speaking |= {(name, words) for words in SPEAKS_OF_IT if words in text}

    assert {"home", "reporting:report", "report-detail", "report-list", "dashboard:dashboard"} <= asked
    assert {name for name, _words in speaking} <= MAY_SPEAK_OF_IT.keys()
    assert {words for _name, words in speaking} <= {STATEMENT, SIGNER, RECEIPT}


def test_what_is_counted(withdrawn: Report) -> None:
    found: Any = with_dates(Report.objects.all(), today=TODAY).get(pk=withdrawn.pk)
    standing = progress_of_round(withdrawn.round, today=TODAY)

    assert (found.submitted_at, found.receipt, found.first_submitted_at, found.is_late) == (
        None,
        None,
        None,
        False,
    )
    assert (standing.reported, standing.on_time, standing.to_come) == (0, 0, 1)


def test_the_version_is_kept_as_withdrawn(withdrawn: Report, signatory: User, client: Client) -> None:
    version = withdrawn.versions.get()
    client.force_login(signatory)

    page = client.get(reverse("reporting:receipt", args=[withdrawn.pk, 1])).content.decode()

    assert (version.withdrawn_by, version.withdrawn_at) == (signatory, version.submitted_at)
    assert "Version 1 was withdrawn by" in client.get(reverse("reporting:report", args=[withdrawn.pk])).text
    assert "This version no longer counts as submitted." in page
    assert "received</span>" not in page


def test_the_statement_is_text_to_go_on_from_and_states_nothing(
    withdrawn: Report, signatory: User, client: Client
) -> None:
    found = Report.objects.get(pk=withdrawn.pk)
    client.force_login(signatory)

    page = client.get(reverse("reporting:step", args=[found.pk, 4])).content.decode()

    assert (found.is_nil, found.nil_statement) == (False, STATEMENT)
    assert canonical_content(found)["nil_statement"] == ""
    assert f">{STATEMENT}</textarea>" in page


def test_asks_first_and_tells_the_member_and_devt(
    client: Client, report: Report, signatory: User, devt_officer: User
) -> None:
    workflow.submit(report=report, by=signatory)
    Email.objects.all().delete()
    client.force_login(signatory)
    url = reverse("reporting:withdraw", args=[report.pk])

    page = client.get(url).content.decode()
    still = Report.objects.get(pk=report.pk).state
    client.post(url, {"reason": "A figure is wrong."})

    assert (still, Report.objects.get(pk=report.pk).state) == ("submitted", "draft")
    assert f"E-mail goes to: {SIGNER}, Olga Officer." in page
    assert sorted(Email.objects.values_list("to", flat=True)) == ["devt@example.org", "sigrid@example.org"]
    assert all("A figure is wrong." in mail.text for mail in Email.objects.all())


def test_a_withdrawn_answer_to_a_return_leaves_the_first_version_standing(
    report: Report, signatory: User, devt_officer: User
) -> None:
    workflow.submit(report=report, by=signatory)
    workflow.start_review(report=report, by=devt_officer)
    due = report.round.due_on
    workflow.return_report(report=report, by=devt_officer, due_on=due, reason="Mend.")
    workflow.submit(report=report, by=signatory)
    workflow.withdraw(report=report, by=signatory)

    found: Any = with_dates(Report.objects.all(), today=TODAY).get(pk=report.pk)

    assert list(found.versions.standing().values_list("number", flat=True)) == [1]
    assert (found.submitted_at, found.is_late, found.times_returned) == (None, False, 1)


def test_without_an_officer_the_editor_is_sent_to_devt(
    client: Client, report: Report, nsb_editor: User, devt_officer: User
) -> None:
    activity_of(report)
    client.force_login(nsb_editor)

    page = client.get(reverse("reporting:step", args=[report.pk, 4])).content.decode()

    assert "it has no authorised officer" in page
    assert "Ask your authorised officer" not in page
    assert "mailto:devt@example.org" in page
