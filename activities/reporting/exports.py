"""Lists as files that a spreadsheet opens as they are."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from activities.models import Activity
from activities.reporting.enums import ReportState
from activities.reporting.models import Round, Section
from activities.reporting.selectors.dates import portal_day
from activities.reporting.selectors.progress import Row
from kernel.csv_files import csv_response
from kernel.xlsx_files import xlsx_response

COLUMNS = (
    "country_code",
    "country",
    "acronym",
    "region",
    "state",
    "due_on",
    "submitted_on",
    "submitted_on_missing",
    "days_overdue",
    "days_late",
    "times_returned",
    "accepted_on",
    "accepted_on_missing",
    "required_answered",
    "required_asked",
    "required_missing",
    "nil_return",
    "exempt_reason",
    "sample_data",
)
NARRATIVE_COLUMNS = (
    "year",
    "activity",
    "country_code",
    "country",
    "acronym",
    "region",
    "rating",
    "what_changed",
    "what_was_done",
    "who_benefited",
    "documents",
    "sample_data",
)


def progress_file(round_: Round, rows: Iterable[Row]) -> HttpResponse:
    """Who has and who has not reported.

    States and regions stand in words, dates are ISO 8601.  What is missing is empty, and the
    column beside it says why.
    """
    name = f"reports-{round_.plan.code}-{round_.year}.csv"
    return csv_response(name, COLUMNS, [tuple(_values(row)) for row in rows])


def _values(row: Row) -> Iterator[object]:
    report, member = row.report, row.report.member
    yield from (member.iso2, member.country, member.acronym, str(member.region or ""))
    yield from (report.get_state_display(), report.due_on.isoformat())
    yield from (row.submitted_on and row.submitted_on.isoformat(), _not_submitted(row))
    yield from (row.days_overdue, row.days_late, report.times_returned)
    yield from (report.accepted_at and portal_day(report.accepted_at).isoformat(), _not_accepted(row))
    yield from _filled(row)
    yield from ("yes" if report.is_nil else "no", report.exempt_reason, "yes" if report.is_sample else "no")


def _not_submitted(row: Row) -> str:
    if row.submitted_on:
        return ""
    return _("exempt") if row.report.is_exempt else _("not submitted")


def _not_accepted(row: Row) -> str:
    if row.report.is_accepted:
        return ""
    return _("exempt") if row.report.state == ReportState.EXEMPT else _("not accepted")


def _filled(row: Row) -> tuple[object, ...]:
    if not row.filled.whole:
        return None, None, _("nil return") if row.report.is_nil else _("nothing required")
    return row.filled.part, row.filled.whole, ""


def narratives_as_csv(activity: Activity, sections: Iterable[Section]) -> HttpResponse:
    return csv_response(
        f"{narratives_name(activity)}.csv", NARRATIVE_COLUMNS, narrative_rows(activity, sections)
    )


def narratives_as_xlsx(activity: Activity, sections: Iterable[Section]) -> HttpResponse:
    name = f"{narratives_name(activity)}.xlsx"
    return xlsx_response(name, _("Narratives"), NARRATIVE_COLUMNS, narrative_rows(activity, sections))


def narratives_name(activity: Activity) -> str:
    return f"narratives-{activity.output.plan.code}-{activity.code}"


def narrative_rows(activity: Activity, sections: Iterable[Section]) -> Iterator[tuple[object, ...]]:
    """Ratings, regions and groups stand in words; several groups are parted by semicolons."""
    for section in sections:
        report, member = section.report, section.report.member
        yield (
            *(report.round.year, activity.code, member.iso2, member.country, member.acronym),
            *(str(member.region or ""), section.get_rating_display(), section.changed, section.done),
            "; ".join(group.name for group in section.target_groups.all()),
            section.documents,  # type: ignore[attr-defined]
            "yes" if report.is_sample else "no",
        )
