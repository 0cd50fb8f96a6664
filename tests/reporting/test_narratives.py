"""What members say of an activity: whose texts, of which year, found by what, as a list and as files."""

import csv
import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from activities.models import Activity
from activities.reporting.models import Evidence, Round, Section
from kernel.xlsx_files import MOST_LETTERS
from members.models import Member, User
from outputs.models import Plan, TargetGroup
from tests.factories.activities import ActivityFactory
from tests.factories.members import DevelopingMemberFactory, RegionFactory
from tests.factories.outputs import OutputFactory, PlanFactory, TargetGroupFactory
from tests.factories.reporting import ReportFactory, RoundFactory, SectionFactory
from tests.registers.kit import cells_of

ROLES = [
    ("devt_administrator", True),
    ("devt_officer", True),
    ("devco", False),
    ("nsb_officer", False),
    ("nsb_editor", False),
    ("nsb_viewer", False),
    ("donor", False),
]


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create(code="APDC")


@pytest.fixture
def activity(plan: Plan) -> Activity:
    return ActivityFactory.create(output=OutputFactory.create(plan=plan, number=1), code="1.2")


@pytest.fixture
def last(plan: Plan) -> Round:
    return RoundFactory.create(plan=plan, year=2013, closed=True)


@pytest.fixture
def industry(plan: Plan) -> TargetGroup:
    return TargetGroupFactory.create(plan=plan, slug="industry", name="Industry")


def says(activity: Activity, round_: Round, member: Member, changed: str, **more: Any) -> Section:
    fields: dict[str, Any] = {"rating": "on_track", "done": ""} | more
    report = fields.pop("report", {"accepted": True})
    groups = fields.pop("groups", [])
    of_member = ReportFactory.create(member=member, round=round_, **report)
    section: Section = SectionFactory.create(report=of_member, activity=activity, changed=changed, **fields)
    section.target_groups.set(groups)
    return section


def proved(section: Section, by: User, key: str) -> None:
    Evidence.objects.create(
        section=section,
        key=key,
        file=ContentFile(b"%PDF", name="list.pdf"),
        name="list.pdf",
        media_type="application/pdf",
        size=4,
        sha256="0" * 64,
        added_by=by,
    )


def address(activity: Activity, door: str = "narratives") -> str:
    return reverse(f"reporting:{door}", args=[activity.output.plan.code, activity.code])


@pytest.fixture
def page_of(client: Client, devt_officer: User, activity: Activity) -> Any:
    client.force_login(devt_officer)

    def page(query: str = "") -> str:
        return client.get(f"{address(activity)}{query}").text

    return page


@pytest.mark.parametrize(("role", "reads"), ROLES)
def test_devt_reads_the_texts_and_nobody_else(
    client: Client,
    activity: Activity,
    last: Round,
    kenya: Member,
    role: str,
    reads: bool,
    request: pytest.FixtureRequest,
) -> None:
    says(activity, last, kenya, "Eleven experts joined.")
    client.force_login(request.getfixturevalue(role))

    doors = ("narratives", "narratives_csv", "narratives_xlsx")
    assert [client.get(address(activity, door)).status_code for door in doors] == [200 if reads else 403] * 3
    assert ("Eleven experts joined." in client.get(activity.get_absolute_url()).text) is reads


def test_the_section_is_linked_for_those_who_may_read_the_report(
    client: Client, activity: Activity, last: Round, kenya: Member, devt_officer: User
) -> None:
    section = says(activity, last, kenya, "Eleven experts joined.")
    link = reverse("reporting:section", args=[section.report_id, section.key])

    client.force_login(devt_officer)
    assert link in client.get(address(activity)).text
    assert link in client.get(activity.get_absolute_url()).text


def test_only_what_accepted_reports_say_of_the_year_counts(
    page_of: Any, activity: Activity, last: Round, plan: Plan, kenya: Member, ghana: Member
) -> None:
    before = RoundFactory.create(plan=plan, year=2012, closed=True)
    members = DevelopingMemberFactory.create_batch(4)
    says(activity, last, kenya, "Said in 2013.")
    says(activity, last, ghana, "", done="")
    says(activity, last, members[0], "Of a draft.", report={"draft": True})
    says(activity, last, members[1], "Kept by a nil report.", report={"accepted": True, "nil": True})
    says(activity, last, members[2], "Kept beside not relevant.", rating="not_relevant")
    says(ActivityFactory.create(output=activity.output), last, members[3], "Of another activity.")
    says(activity, before, kenya, "Said in 2012.")

    page, earlier = page_of(), page_of("?year=2012")

    assert page.count('<article class="narrative">') == 1
    assert "Said in 2013." in page
    assert "1 of 5 accepted reports of 2013 say it." in page
    assert "Said in 2012." in earlier
    assert "1 of 1 accepted report of 2012 says it." in earlier
    assert "No accepted report of this year tells of the activity" in page_of("?year=2011")


def test_a_text_stands_with_its_rating_groups_documents_and_whether_it_is_sample(
    page_of: Any,
    activity: Activity,
    last: Round,
    kenya: Member,
    devt_officer: User,
    industry: TargetGroup,
) -> None:
    section = says(
        activity,
        last,
        kenya,
        "<script>alert(1)</script>",
        done="We met.",
        rating="delayed",
        groups=[industry, TargetGroupFactory.create(plan=industry.plan, name="Farms <b>")],
        report={"accepted": True, "is_sample": True},
    )
    proved(section, devt_officer, "00000000-0000-4000-8000-000000000001")
    proved(section, devt_officer, "00000000-0000-4000-8000-000000000002")

    page = page_of()

    assert '<p dir="auto">“&lt;script&gt;alert(1)&lt;/script&gt;”</p>' in page
    assert '<p dir="auto">“We met.”</p>' in page
    assert '<span class="mark at-risk">Delayed</span>' in page
    assert "Benefited: Industry, Farms &lt;b&gt;" in page
    assert "2 documents" in page
    assert page.count('class="tag sample"') == 1


def test_what_is_missing_is_said(page_of: Any, activity: Activity, last: Round, kenya: Member) -> None:
    says(activity, last, kenya, "", done="We met.", rating="")

    page = page_of()

    assert "“We met.”" in page
    assert '<em class="missing">not rated</em>' in page
    assert '<em class="missing">no target group named</em>' in page
    assert "no evidence" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Comité de la pêche", "Lab opened"]),
        ("?q=PECHE+comite", ["Comité de la pêche"]),
        ("?q=mirror", ["Lab opened"]),
        ("?q=nowhere", []),
        ("?region=africa", ["Lab opened"]),
        ("?rating=delayed", ["Comité de la pêche"]),
        ("?group=industry", ["Lab opened"]),
        ("?group=industry&rating=delayed", []),
    ],
)
def test_texts_are_found_by_words_region_rating_and_group(
    page_of: Any,
    client: Client,
    activity: Activity,
    last: Round,
    kenya: Member,
    industry: TargetGroup,
    query: str,
    found: list[str],
) -> None:
    asia = DevelopingMemberFactory.create(
        country="Bhutan", region=RegionFactory.create(name="Asia", slug="asia")
    )
    says(activity, last, asia, "Comité de la pêche", rating="delayed")
    says(activity, last, kenya, "Lab opened", done="A mirror committee met.", groups=[industry])

    page = page_of(query)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address(activity, 'narratives_csv')}{query}").text)))

    assert [text for text in ("Comité de la pêche", "Lab opened") if text in page] == found
    assert [row["what_changed"] for row in rows] == found
    assert ("No text matches" in page) is (not found)


@pytest.mark.parametrize(
    "query", ["?rating=great", "?group=nobody", "?region=atlantis", "?year=x", "?words=1"]
)
def test_what_cannot_be_asked_is_refused(
    client: Client, activity: Activity, last: Round, kenya: Member, devt_officer: User, query: str
) -> None:
    says(activity, last, kenya, "Eleven experts joined.")
    client.force_login(devt_officer)

    for door in ("narratives", "narratives_csv", "narratives_xlsx"):
        assert client.get(f"{address(activity, door)}{query}").status_code == 400


def test_before_a_report_is_accepted_the_page_says_so_and_the_activity_nothing(
    page_of: Any, client: Client, activity: Activity
) -> None:
    assert "No report of this plan has been accepted yet" in page_of()
    assert "What changed, and for whom" not in client.get(activity.get_absolute_url()).text


def test_the_activity_shows_the_first_four(
    client: Client, activity: Activity, last: Round, devt_officer: User
) -> None:
    for number, member in enumerate(DevelopingMemberFactory.create_batch(5)):
        says(activity, last, member, f"Change {number}")
    client.force_login(devt_officer)

    page = client.get(activity.get_absolute_url()).text

    assert page.count('<article class="narrative">') == 4
    assert "5 of 5 accepted reports of 2013 say it." in page
    assert f'href="{address(activity)}">Search and export the 5 texts</a>' in page


def test_twenty_stand_on_a_page(page_of: Any, activity: Activity, last: Round) -> None:
    for member in DevelopingMemberFactory.create_batch(21):
        says(activity, last, member, "Changed.")

    assert page_of().count('<article class="narrative">') == 20
    assert page_of("?page=2").count('<article class="narrative">') == 1


def test_files_hold_what_the_filter_finds_and_no_formula(
    page_of: Any, client: Client, activity: Activity, last: Round, kenya: Member, industry: TargetGroup
) -> None:
    farms = TargetGroupFactory.create(plan=industry.plan, name="Farms")
    says(activity, last, kenya, "=1+1", done="We met.", groups=[industry, farms])
    page_of()
    columns = (
        *("year", "activity", "country_code", "country", "acronym", "region", "rating"),
        *("what_changed", "what_was_done", "who_benefited", "documents", "sample_data"),
    )
    row = (
        *(2013, "1.2", "KE", "Kenya", kenya.acronym, "Africa", "On track"),
        *("'=1+1", "We met.", "Industry; Farms", 0, "no"),
    )

    text = client.get(address(activity, "narratives_csv"))
    book = client.get(address(activity, "narratives_xlsx"))

    assert text["Content-Disposition"] == 'attachment; filename="narratives-APDC-1.2.csv"'
    assert list(csv.reader(io.StringIO(text.text.lstrip("\ufeff")))) == [list(columns), [*map(str, row)]]
    assert book["Content-Disposition"] == 'attachment; filename="narratives-APDC-1.2.xlsx"'
    assert cells_of(book.content) == [columns, row]


def test_a_text_longer_than_a_cell_says_so(
    page_of: Any, client: Client, activity: Activity, last: Round, kenya: Member
) -> None:
    says(activity, last, kenya, "a" * 40_000)
    page_of()

    (cell,) = (row[7] for row in cells_of(client.get(address(activity, "narratives_xlsx")).content)[1:])

    assert len(cell) == MOST_LETTERS
    assert cell.endswith("a… (longer than a cell holds)")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    client: Client,
    activity: Activity,
    last: Round,
    devt_officer: User,
    industry: TargetGroup,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for member in DevelopingMemberFactory.create_batch(number):
        says(activity, last, member, "Changed.", groups=[industry])
    client.force_login(devt_officer)

    with django_assert_num_queries(11):
        page = client.get(address(activity)).text

    assert page.count('<article class="narrative">') == number
