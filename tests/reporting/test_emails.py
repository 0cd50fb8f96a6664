"""The e-mails: in text and HTML, to whom they concern, in words that lead on."""

import datetime as dt
from dataclasses import dataclass

import pytest
import time_machine
from django.conf import settings

from activities.reporting.models import Report, Round
from activities.reporting.services import rounds, workflow
from activities.reporting.services.review import write_remark
from kernel.models import Email
from members.models import Member, User
from members.selectors import devt_people, people_of_member
from tests.factories.members import RoleFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]

DUE = dt.date(2014, 4, 15)


@dataclass(frozen=True)
class Story:
    """What happens to the report of Kenya; each act causes an e-mail."""

    report: Report
    round: Round
    officer: User
    devt: User

    def round_opened(self) -> None:
        Report.objects.all().delete()
        rounds.add_members(round_=self.round, members=[self.report.member], by=self.devt)

    def reminder(self) -> None:
        rounds.remind(round_=self.round, by=self.devt)

    def extension(self) -> None:
        rounds.extend(round_=self.round, member=self.report.member, due_on=DUE, reason="Flood.", by=self.devt)

    def dates_changed(self) -> None:
        window = {"opens_on": self.round.opens_on, "closes_on": self.round.closes_on}
        rounds.change_dates(round_=self.round, due_on=DUE, reason="Floods.", by=self.devt, **window)

    def round_closed(self) -> None:
        rounds.close_round(round_=self.round, by=self.devt, reason="Early.")

    def reopened(self) -> None:
        self.round_closed()
        rounds.reopen_round_for(
            round_=self.round, members=[self.report.member], due_on=DUE, reason="No line.", by=self.devt
        )

    def exempted(self) -> None:
        workflow.exempt(report=self.report, by=self.devt, reason="War.")

    def exemption_ended(self) -> None:
        self.exempted()
        workflow.end_exemption(report=self.report, by=self.devt)

    def withdrawn(self) -> None:
        self.submitted()
        workflow.withdraw(report=self.report, by=self.officer, reason="A figure is wrong.")

    def review_reopened(self) -> None:
        self.accepted()
        workflow.reopen(report=self.report, by=self.devt, reason="A figure is wrong.")

    def submitted(self) -> None:
        workflow.submit(report=self.report, by=self.officer)

    to_review = submitted

    def returned(self) -> None:
        self._claim()
        write_remark(report=self.report, section_key="details", text="<b>Who</b> & when?", by=self.devt)
        workflow.return_report(report=self.report, by=self.devt, due_on=DUE, reason="Two things.")

    def accepted(self) -> None:
        self._claim()
        workflow.accept(report=self.report, by=self.devt)

    def _claim(self) -> None:
        self.submitted()
        workflow.start_review(report=self.report, by=self.devt)

    def email(self, name: str) -> Email:
        getattr(self, name)()
        to = self.devt if name == "to_review" else self.officer
        return Email.objects.filter(to=to.email).latest("pk")


@pytest.fixture
def story(report: Report, round_2013: Round, nsb_officer: User, devt_officer: User) -> Story:
    return Story(report, round_2013, nsb_officer, devt_officer)


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("round_opened", "Progress report 2013: please report by 31 March 2014"),
        ("submitted", "Progress report 2013 received: APDC-2011-2015/2013/KE/1"),
        ("to_review", "To review: progress report 2013, KEBS · Kenya"),
        ("returned", "Progress report 2013 returned: please correct it by 15 April 2014"),
        ("accepted", "Progress report 2013 accepted"),
        ("reminder", "Reminder: progress report 2013 is due on 31 March 2014"),
        ("extension", "Progress report 2013: more time, until 15 April 2014"),
        ("dates_changed", "Progress report 2013: new dates, due on 15 April 2014"),
        ("round_closed", "Progress report 2013: the reporting round is closed"),
        ("reopened", "Progress report 2013: reopened for you until 15 April 2014"),
        ("exempted", "Progress report 2013 is not expected"),
        ("exemption_ended", "Progress report 2013 is expected again"),
        ("withdrawn", "Progress report 2013 withdrawn: KEBS · Kenya"),
        ("review_reopened", "Progress report 2013 is being reviewed again"),
    ],
)
def test_text_and_html_lead_to_the_report(story: Story, name: str, subject: str, kenya: Member) -> None:
    mail = story.email(name)

    report = Report.objects.get(member=kenya)
    page = f"{settings.BASE_URL}/reports/{report.pk}/" + ("review/" if name == "to_review" else "")
    assert mail.subject == subject
    assert page in mail.text
    assert f'href="{page}"' in mail.html
    assert "KEBS · Kenya" in mail.text
    assert "Dear " in mail.text


def test_remarks_are_plain_in_text_and_escaped_in_html(story: Story) -> None:
    mail = story.email("returned")

    assert "On Your details:\n<b>Who</b> & when?" in mail.text
    assert "&lt;b&gt;Who&lt;/b&gt; &amp; when?" in mail.html
    assert "Two things." in mail.text


def test_receipt_names_the_hash(story: Story, report: Report) -> None:
    mail = story.email("submitted")

    assert f"SHA-256: {report.versions.get().sha256}" in mail.text


def test_only_those_who_fill_in_or_sign_today_are_told(
    kenya: Member, nsb_officer: User, nsb_editor: User, nsb_viewer: User, other_nsb_editor: User
) -> None:
    RoleFactory.create(nsb_editor=True, member=kenya, valid_to=dt.date(2014, 3, 18))
    RoleFactory.create(nsb_editor=True, member=kenya, user=UserFactory.create(is_active=False))
    RoleFactory.create(nsb_officer=True, member=kenya, user=nsb_editor)

    assert people_of_member(kenya.pk) == [nsb_editor, nsb_officer]


def test_devt_is_who_works_there_today(devt_officer: User, devt_administrator: User, devco: User) -> None:
    with time_machine.travel(dt.datetime(2015, 1, 1, tzinfo=dt.UTC), tick=False):
        assert list(devt_people()) == [devt_administrator, devt_officer]


def test_refused_move_sends_nothing(report: Report, nsb_officer: User, devt_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)
    Email.objects.all().delete()

    workflow.submit(report=report, by=nsb_officer)

    assert not Email.objects.exists()
