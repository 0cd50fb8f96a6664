"""What is counted of members' reports: each numeric question is a measure by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from activities.measures import SEX
from activities.reporting.enums import REPORTED_STATES, SILENT, ReportState, SplitBy
from activities.reporting.models import Question, Report
from activities.reporting.question_types import numeric_kinds
from kernel.measures import MEASURES, UNKNOWN, Aggregation, Dimension, Measure, Rows, Source
from outputs.models import TargetGroup


def target_groups(plan: Any) -> Mapping[str, str]:
    known = TargetGroup.objects.all() if plan is None else TargetGroup.objects.filter(plan=plan)
    found = known.order_by("plan", "pk")
    return dict(found.values_list("slug", "name"))


TARGET_GROUP = Dimension("target_group", _("target group"), target_groups)
DIMENSIONS = {SplitBy.SEX: (SEX,), SplitBy.TARGET_GROUP: (TARGET_GROUP,), SplitBy.NONE: ()}
"""By what members divide the answer to a question themselves."""


@dataclass(frozen=True)
class Asked(Measure):
    """What a numeric question asks for, over accepted reports; yes counts 1."""

    question: int = 0
    """Its primary key."""


# What stands in a section called not relevant or not wanted, or in a nil report, is kept and not said;
# so is the answer to a question that is not asked in the year.
# Once it is answered, a question moves to no other section: a report has one answer to it, and its parts.
SAID = """
    FROM reporting_answer AS answer
    JOIN reporting_section AS section ON section.id = answer.section_id
    JOIN reporting_report AS report ON report.id = section.report_id
    JOIN reporting_round AS round ON round.id = report.round_id
    JOIN reporting_question AS question ON question.id = answer.question_id
    WHERE round.plan_id = %s AND round.year = ANY(%s) AND question.kind = ANY(%s)
        AND report.state = %s AND NOT report.is_nil AND section.rating <> ALL(%s)
        AND round.year >= coalesce(question.valid_from_year, round.year)
        AND round.year <= coalesce(question.valid_to_year, round.year)
"""
NOTHING = "'{}'::jsonb"
OWN_PART = "jsonb_build_object(question.split_by, answer.part)"
UNKNOWN_PART = f"jsonb_build_object(question.split_by, '{UNKNOWN}')"
COLUMNS = """
    question.code::text, report.member_id, round.year::int, {value}, 'reporting.report/' || report.id,
    {dimensions}, {is_whole}, report.is_sample, '',
    jsonb_build_object('absence', {absence}, 'reason', {reason})
"""
GIVEN_AS = {"absence": "answer.absence", "reason": "answer.reason"}
OF_PARTS = {
    "absence": "max(answer.absence) FILTER (WHERE answer.number IS NULL)",
    "reason": "max(answer.reason) FILTER (WHERE answer.number IS NULL)",
}

# Who gave no total has the sum of the parts, if none is missing; the mean of parts is nobody's guess.
TOTAL = """
    coalesce(
        max(answer.number) FILTER (WHERE answer.part = ''),
        CASE WHEN bool_and(answer.number IS NOT NULL AND question.aggregation <> 'mean')
            THEN sum(answer.number) END
    )
"""

UNDIVIDED = (
    f"SELECT {COLUMNS.format(value='answer.number', dimensions=NOTHING, is_whole='true', **GIVEN_AS)}"
    f"{SAID} AND question.split_by = 'none' AND answer.part = ''"
)
DIVIDED = (
    f"SELECT {COLUMNS.format(value=TOTAL, dimensions=NOTHING, is_whole='true', **OF_PARTS)}"
    f"{SAID} AND question.split_by <> 'none' GROUP BY question.id, report.id, round.id"
)
PART = (
    f"SELECT {COLUMNS.format(value='answer.number', dimensions=OWN_PART, is_whole='false', **GIVEN_AS)}"
    f"{SAID} AND question.split_by <> 'none' AND answer.part <> ''"
)

# What a member's parts leave of its total stands in the category `unknown`: all of it where it gave no parts.
LEFT = """
    max(answer.number) FILTER (WHERE answer.part = '')
    - coalesce(sum(answer.number) FILTER (WHERE answer.part <> ''), 0)
"""
REST = (
    f"SELECT {COLUMNS.format(value=LEFT, dimensions=UNKNOWN_PART, is_whole='false', **OF_PARTS)}"
    f"{SAID} AND question.split_by <> 'none' GROUP BY question.id, report.id, round.id"
    f" HAVING {LEFT} > 0 OR ({LEFT} = 0 AND count(answer.number) FILTER (WHERE answer.part <> '') = 0)"
)

EXPECTED = """
    SELECT report.member_id, round.year, report.state = ANY(%s), report.state = %s
    FROM reporting_report AS report
    JOIN reporting_round AS round ON round.id = report.round_id
    WHERE round.plan_id = %s AND round.year = ANY(%s) AND report.state <> %s
"""


class Reports(Source):
    """A fact for each answer in an accepted report, and for each part of one."""

    key = "reports"
    label = _("accepted progress reports")
    is_reported = True
    has_one_fact = True
    all_dimensions = (SEX, TARGET_GROUP)

    def measures_of(self, plan: Model) -> Iterable[Measure]:
        for question in Question.objects.filter(plan=plan.pk, kind__in=numeric_kinds()):
            yield Asked(
                question.code,
                question.label,
                question=question.pk,
                unit=question.unit,
                aggregation=Aggregation(question.aggregation),
                dimensions=DIMENSIONS[SplitBy(question.split_by)],
            )

    def facts(self, plan: Model, years: Sequence[int]) -> Rows:
        said = (plan.pk, list(years), list(numeric_kinds()), ReportState.ACCEPTED, list(SILENT))
        return Rows.all_of(*(Rows(statement, said) for statement in (UNDIVIDED, DIVIDED, PART, REST)))

    def expected(self, plan: Model, years: Sequence[int]) -> Rows:
        """Who is asked in the round and not exempt."""
        states = (list(REPORTED_STATES), ReportState.ACCEPTED)
        return Rows(EXPECTED, (*states, plan.pk, list(years), ReportState.EXEMPT))

    def records(self, keys: Sequence[str]) -> Mapping[str, Report]:
        ids = [int(key.rpartition("/")[2]) for key in keys]
        found = Report.objects.select_related("accepted_by", "round").filter(pk__in=ids)
        return {f"reporting.report/{report.pk}": report for report in found}

    def addresses(self, measures: Sequence[Measure]) -> Mapping[str, str]:
        """The activity that the question belongs to."""
        ids = {measure.question: measure.name for measure in measures if isinstance(measure, Asked)}
        asked = Question.objects.select_related("activity__output__plan").filter(pk__in=ids)
        return {
            ids[question.pk]: question.activity.get_absolute_url() for question in asked if question.activity
        }


def register() -> None:
    MEASURES.declare(Reports())
