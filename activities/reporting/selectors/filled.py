"""How full reports are, counted by content: required questions that have a value or a reason."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from activities.models import Activity
from activities.reporting.enums import IDLE
from activities.reporting.models import Answer, Question, Report, Round, Section
from activities.reporting.models.places import key_of
from activities.reporting.selectors.rounds import Share


def filled_by_report(round_: Round, reports: Iterable[Report]) -> dict[int, Share]:
    """Required questions answered, of those asked, by report id; three queries for any number.

    An activity that is not begun, did not reach the member or is not relevant to it requires nothing; nor
    does a nil return, or an exemption.
    """
    found = {report.pk: report for report in reports}
    required = _required_by_section(round_)
    lifted = _required_in_idle(found, required)
    answered = _answered(found, round_)
    asked = sum(required.values())
    return {
        pk: Share(answered.get(pk, 0), 0 if report.is_nil or report.is_exempt else asked - lifted[pk])
        for pk, report in found.items()
    }


def together(shares: Iterable[Share]) -> Share:
    found = list(shares)
    return Share(sum(share.part for share in found), sum(share.whole for share in found))


def _required_by_section(round_: Round) -> dict[str, int]:
    rows = _required(round_).order_by().values_list("activity", "step").annotate(count=Count("pk"))
    return {key_of(activity, step): count for activity, step, count in rows}


def _required(round_: Round) -> QuerySet[Question]:
    asked = Question.objects.for_plan_year(round_.plan, round_.year).filter(required=True)
    return asked.filter(Q(activity=None) | Q(activity__in=Activity.objects.in_year(round_.year)))


def _required_in_idle(reports: Iterable[int], required: dict[str, int]) -> dict[int, int]:
    idle = Section.objects.filter(report__in=reports, rating__in=IDLE)
    lifted: dict[int, int] = defaultdict(int)
    for report, activity, step in idle.order_by().values_list("report", "activity", "step"):
        lifted[report] += required.get(key_of(activity, step), 0)
    return lifted


def _answered(reports: Iterable[int], round_: Round) -> dict[int, int]:
    rows = (
        Answer.objects.said()
        .filter(section__report__in=reports, question__in=_required(round_), part="")
        .exclude(section__rating__in=IDLE)
        .order_by()
        .values(report=F("section__report"))
        .annotate(count=Count("question", distinct=True))
    )
    return {row["report"]: row["count"] for row in rows}
