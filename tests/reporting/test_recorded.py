"""Records stand in the report: confirmed in one act, counted so that nobody types them, kept when signed."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.confirmations.models import Confirmation
from activities.models import Activity
from activities.reporting.canonical import canonical_content
from activities.reporting.models import Report
from activities.reporting.recorded import contradicted_by_records, figures_by_section, items_by_activity
from activities.reporting.services.signing import sign_nil_return, sign_report
from activities.support.models import Mission
from members.models import Member, User
from tests.factories.events import EventFactory, ParticipantFactory
from tests.factories.partnerships import ArrangementFactory
from tests.factories.reporting import QuestionFactory
from tests.factories.support import MissionFactory
from tests.reporting.making import activity_of, anchor, number, question_of, report_of, said, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member) -> Report:
    return report_of(kenya)


@pytest.fixture
def activity(report: Report) -> Activity:
    return activity_of(report, "4.3", title="Missions")


@pytest.fixture
def mission(report: Report, activity: Activity) -> Mission:
    found: Mission = MissionFactory.create(
        code="MS-2013-001", member=report.member, plan=report.round.plan, title="An expert came"
    )
    found.activities.set([activity])
    return found


def step(report: Report) -> str:
    return reverse("reporting:step", args=[report.pk, 2])


def codes(report: Report) -> dict[int, list[str]]:
    return {key: [item.record.code for item in items] for key, items in items_by_activity(report).items()}


def test_records_of_the_year_stand_under_their_activities(
    report: Report, activity: Activity, mission: Mission, ghana: Member
) -> None:
    plan = report.round.plan
    for more in ({"starts_on": "2012-06", "member": report.member}, {"member": ghana}):
        MissionFactory.create(plan=plan, **more).activities.set([activity])
    MissionFactory.create(plan=plan, member=report.member)
    lasting = ArrangementFactory.create(code="AR-2012-001", plan=plan, starts_on="2012", ends_on="2014")
    ended = ArrangementFactory.create(plan=plan, starts_on="2011", ends_on="2012")
    for arrangement in (lasting, ended):
        arrangement.assisted.set([report.member])
        arrangement.activities.set([activity])
    event = EventFactory.create(plan=plan, member=ghana, starts_on="2013-05")
    event.activities.set([activity])
    person = ParticipantFactory.create(event=event, member=report.member)

    assert {key: set(found) for key, found in codes(report).items()} == {
        activity.pk: {"MS-2013-001", "AR-2012-001", person.code}
    }


def test_all_that_is_shown_is_confirmed_in_one_act(
    editor: Client, report: Report, mission: Mission, nsb_editor: User
) -> None:
    page = editor.get(step(report)).content.decode()
    assert "An expert came" in page
    assert "It is right" in page
    key = anchor(report, "4.3").removeprefix("s")

    answer = editor.post(step(report), {"right": f"{key} MS-2013-001:{mission.version}"}, follow=True)

    assert "1 record is confirmed." in answer.content.decode()
    assert (found := Confirmation.objects.get()).is_right
    assert (found.code, found.by, found.member) == ("MS-2013-001", nsb_editor, report.member)
    assert "It is right" not in editor.get(step(report)).content.decode()


@pytest.mark.parametrize(
    "version",
    ["MS-2013-001:99", "MS-2099-001:1", "nonsense", "MS-2013-001:1 MS-2013-001:1 nonsense"],
)
def test_what_stands_otherwise_than_it_was_shown_is_not_confirmed(
    editor: Client, report: Report, mission: Mission, version: str
) -> None:
    answer = editor.post(step(report), {"right": f"a1 {version}"}, follow=True)

    assert "Some of them were changed meanwhile." in answer.content.decode()
    assert not Confirmation.objects.exists()


def test_the_record_of_another_member_is_not_confirmed(editor: Client, report: Report, ghana: Member) -> None:
    other = MissionFactory.create(code="MS-2013-009", member=ghana, plan=report.round.plan)
    activity_of(report, "4.3")

    editor.post(step(report), {"right": f"a1 MS-2013-009:{other.version}"})

    assert not Confirmation.objects.exists()


def test_text_beside_it_is_saved_as_well(editor: Client, report: Report, mission: Mission) -> None:
    name = anchor(report, "4.3")
    posted = {
        f"{name}-version": "0",
        f"{name}-seen": "x",
        f"{name}-rating": "on_track",
        f"{name}-done": "We asked for it.",
        "right": f"{name.removeprefix('s')} MS-2013-001:{mission.version}",
    }

    editor.post(step(report), posted)

    assert report.sections.get().done == "We asked for it."
    assert Confirmation.objects.exists()


def test_what_was_said_of_each_is_kept_when_the_report_is_signed(
    editor: Client, client: Client, report: Report, mission: Mission, nsb_officer: User
) -> None:
    save(report, "4.3", said(), nsb_officer)
    editor.post(step(report), {"right": f"a1 MS-2013-001:{mission.version}"})

    version = sign_report(report=report, by=nsb_officer)

    (section,) = version.content["sections"]
    assert section["records"] == [
        {"code": "MS-2013-001", "version": mission.version, "register": "Missions", "said": "confirmed"}
    ]
    client.force_login(nsb_officer)
    read = client.get(reverse("reporting:version", args=[report.pk, version.number])).content.decode()
    assert "Missions MS-2013-001, version 1: confirmed" in read


def test_a_signed_report_names_no_person(report: Report, activity: Activity, ghana: Member) -> None:
    event = EventFactory.create(plan=report.round.plan, member=ghana, starts_on="2013-05")
    event.activities.set([activity])
    ParticipantFactory.create(event=event, member=report.member, name="Amina Odhiambo")
    save_rated(report)

    assert "Amina" not in str(canonical_content(report))
    assert "Participants" in str(canonical_content(report))


def save_rated(report: Report) -> None:
    report.sections.create(activity=Activity.objects.get(), rating="on_track", version=1)


class TestFigures:
    @pytest.fixture(autouse=True)
    def counted(self, activity: Activity) -> None:
        activity.measures = ["missions"]
        activity.save()

    def test_a_section_tells_what_is_counted_from_the_records_under_it(
        self, editor: Client, report: Report, activity: Activity, mission: Mission
    ) -> None:
        MissionFactory.create(member=report.member, plan=report.round.plan)

        (figure,) = figures_by_section(report, {"x": activity})["x"]
        page = " ".join(editor.get(step(report)).content.decode().split())

        assert (figure.now, figure.before, figure.is_sample) == (Decimal(1), None, False)
        assert "Counted from your records" in page
        assert "<dt>Missions to members</dt> <dd><strong>1</strong> missions</dd>" in page

    def test_figures_are_kept_when_the_report_is_signed(
        self, client: Client, report: Report, mission: Mission, nsb_officer: User, devt_officer: User
    ) -> None:
        save(report, "4.3", said(), nsb_officer)
        version = sign_report(report=report, by=nsb_officer)
        MissionFactory.create(member=report.member, plan=report.round.plan).activities.set(
            mission.activities.all()
        )

        (section,) = version.content["sections"]
        client.force_login(devt_officer)
        key = anchor(report, "4.3").removeprefix("s")
        review = client.get(reverse("reporting:review_section", args=[report.pk, key])).content.decode()

        assert section["counted"] == [
            {
                "measure": "missions",
                "label": "Missions to members",
                "unit": "missions",
                "number": "1",
                "is_sample": False,
            }
        ]
        assert "<dd>1 mission" in " ".join(review.split())

    def test_what_no_register_counts_is_no_measure(self, activity: Activity) -> None:
        activity.measures = ["missions", "visits"]

        with pytest.raises(ValidationError, match="No register counts “visits” one by one"):
            activity.full_clean()

    def test_one_that_is_asked_is_not_shown_before_it_is_typed(
        self, editor: Client, report: Report, activity: Activity, mission: Mission
    ) -> None:
        question_of(activity, "came", recorded_as="missions")

        assert "Counted from your records" not in editor.get(step(report)).content.decode()

    def test_a_contradiction_is_pointed_at_with_both_figures(
        self,
        editor: Client,
        client: Client,
        report: Report,
        activity: Activity,
        mission: Mission,
        nsb_officer: User,
        devt_officer: User,
    ) -> None:
        question_of(activity, "came", recorded_as="missions")
        save(report, "4.3", said(number("came", 5)), nsb_officer)

        words = "the report gives 5, the records of the member give 1."
        sign = editor.get(reverse("reporting:step", args=[report.pk, 4])).content.decode()
        sign_report(report=report, by=nsb_officer)
        client.force_login(devt_officer)
        key = f"a{activity.pk}"
        review = client.get(reverse("reporting:review_section", args=[report.pk, key])).content.decode()

        assert words in sign
        assert words in review

    @pytest.mark.parametrize("given", [Decimal(1), None])
    def test_what_agrees_or_is_not_given_contradicts_nothing(
        self, report: Report, activity: Activity, mission: Mission, given: Decimal | None
    ) -> None:
        question = question_of(activity, "came", recorded_as="missions")

        assert contradicted_by_records(report, [(question, given)]) == []

    def test_none_on_record_contradicts_nothing(self, report: Report, activity: Activity) -> None:
        question = question_of(activity, "came", recorded_as="missions")

        assert contradicted_by_records(report, [(question, Decimal(4))]) == []


@pytest.mark.parametrize("records", [1, 4])
def test_queries_do_not_grow(
    editor: Client,
    report: Report,
    activity: Activity,
    records: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(records):
        MissionFactory.create(member=report.member, plan=report.round.plan).activities.set([activity])
    editor.get(step(report))

    with django_assert_num_queries(27):
        editor.get(step(report))


class TestBesideTheRating:
    def test_devt_sees_it_in_the_list_of_sections_and_in_the_section(
        self, client: Client, report: Report, mission: Mission, nsb_officer: User, devt_officer: User
    ) -> None:
        save(report, "4.3", said(rating="not_started", done=""), nsb_officer)
        sign_report(report=report, by=nsb_officer)
        client.force_login(devt_officer)
        key = anchor(report, "4.3").removeprefix("s")

        overview = client.get(reverse("reporting:review", args=[report.pk])).content.decode()
        section = client.get(reverse("reporting:review_section", args=[report.pk, key])).content.decode()

        assert overview.count("Differs from records") == 1
        assert "“Not started”, but records of the year stand here." in section

    def test_one_act_leaves_out_what_is_counted(
        self, editor: Client, report: Report, activity: Activity
    ) -> None:
        """What nobody confirms, as a member's own events, says as much."""
        activity.measures = ["events_held"]
        activity.save()
        activity_of(report, "4.1")
        activity_of(report, "4.2")
        own = EventFactory.create(plan=report.round.plan, member=report.member, starts_on="2013-05")
        own.activities.set([activity])

        editor.post(step(report), {"rest": "not_started"})

        assert {section.printed for section in report.sections.all()} == {"4.1", "4.2"}

    def test_one_act_leaves_out_what_has_records(
        self, editor: Client, report: Report, activity: Activity, mission: Mission
    ) -> None:
        for code in ("4.1", "4.2"):
            activity_of(report, code)

        editor.post(step(report), {"rest": "not_started"})

        assert {section.printed for section in report.sections.all()} == {"4.1", "4.2"}

    def test_nothing_began_but_records_stand(
        self, editor: Client, report: Report, mission: Mission, nsb_officer: User
    ) -> None:
        save(report, "4.3", said(rating="not_started", done=""), nsb_officer)

        page = editor.get(reverse("reporting:step", args=[report.pk, 4])).content.decode()

        assert "“Not started”, but records of the year stand here: which of them is right?" in page


def test_figures_of_steps_without_activity_are_counted_as_well(editor: Client, report: Report) -> None:
    QuestionFactory.create(
        of_way_forward=True, plan=report.round.plan, recorded_as="missions", valid_to_year=2012
    )
    activity_of(report, "4.3")
    MissionFactory.create(member=report.member, plan=report.round.plan, is_sample=True)

    page = editor.get(reverse("reporting:step", args=[report.pk, 3])).content.decode()

    assert "Missions to members" in page
    assert page.count("sample data") > page.count("Demonstration")


def test_what_a_button_asks_waits_where_a_section_is_refused(
    editor: Client, report: Report, activity: Activity, mission: Mission
) -> None:
    question_of(activity, "came")
    name = anchor(report, "4.3")
    wrong = {f"{name}-version": "0", f"{name}-seen": "x", f"{name}-came": "many"}

    answer = editor.post(step(report), wrong | {"right": f"a1 MS-2013-001:{mission.version}"})

    assert answer.status_code == 422
    assert "then press it again" in answer.content.decode()
    assert not Confirmation.objects.exists()


def test_a_nil_return_says_what_is_on_record_and_keeps_what_was_said(
    client: Client, report: Report, mission: Mission, nsb_officer: User
) -> None:
    client.force_login(nsb_officer)
    client.post(step(report), {"right": f"a1 MS-2013-001:{mission.version}"})
    assert (
        "1 record of the year stands in your report."
        in client.get(reverse("reporting:step", args=[report.pk, 4])).content.decode()
    )

    version = sign_nil_return(report=report, statement="Nothing came.", by=nsb_officer)

    assert [record["code"] for record in version.content["records"]] == ["MS-2013-001"]
    page = client.get(reverse("reporting:version", args=[report.pk, version.number])).content.decode()
    assert "Missions MS-2013-001, version 1: confirmed" in page
