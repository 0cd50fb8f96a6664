"""Measures: the named quantities that formulas are made of, and what is known about each."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activities.reporting.enums import Aggregation, SplitBy
from activities.reporting.models import Question
from activities.reporting.question_types import numeric_kinds
from indicators.engine.dimensions import MEMBER_SPLITS
from indicators.enums import Split
from members.committees.enums import READ_OFF_GRAPHS, SeriesCode
from members.enums import Category
from outputs.models import Plan


class Source(TextChoices):
    """Where the values of a measure come from."""

    MEMBERSHIP = "membership", _("membership records")
    STATISTICS = "statistics", _("official statistics")
    REPORTS = "reports", _("accepted progress reports")


class AddsUp(TextChoices):
    """How the members' values make the value of a group."""

    SUM = "sum", _("sum over members")
    STOCK = "stock", _("sum of states on 31 December")
    COUNT = "count", _("number of members")
    MEAN = "mean", _("mean over the members that gave a value, each counting once")


class Population(Enum):
    """Whose values are taken."""

    DEVELOPING = "developing"
    WORLD = "world"


@dataclass(frozen=True)
class Measure:
    """A quantity that code can count."""

    name: str
    label: str | Promise
    unit: str | Promise
    source: Source
    adds_up: AddsUp
    own_split: Split | None = None
    """Of reports: the split by which members divide the figure themselves."""
    population: Population = Population.DEVELOPING
    series: tuple[str, ...] = ()
    """Of statistics: the series that are added up per member."""
    category: str = ""
    """Of membership records: who is counted; empty for all."""
    question: int | None = None
    """Of reports: the question's primary key."""

    @property
    def splits(self) -> tuple[Split, ...]:
        return (*MEMBER_SPLITS, self.own_split) if self.own_split else MEMBER_SPLITS

    @property
    def is_mean(self) -> bool:
        """Whether it is averaged over members, so that parts of it do not sum to the whole."""
        return self.adds_up == AddsUp.MEAN

    @property
    def is_read_off(self) -> bool:
        """Whether its values were read off graphs."""
        return not READ_OFF_GRAPHS.isdisjoint(self.series)

    @property
    def is_of_the_world(self) -> bool:
        """A whole that no split divides: it is the same in every group."""
        return self.population is Population.WORLD


SEVERAL = (SeriesCode.CERTIFICATES_9001, SeriesCode.CERTIFICATES_14001, SeriesCode.CERTIFICATES_27001)


def of_membership(name: str, label: Promise, category: str = "") -> Measure:
    return Measure(name, label, _("members"), Source.MEMBERSHIP, AddsUp.COUNT, category=category)


def of_statistics(name: str, label: Promise, unit: Promise, *series: str) -> Measure:
    return Measure(name, label, unit, Source.STATISTICS, AddsUp.STOCK, series=series or (name,))


OFFICIAL = (
    of_membership("members", _("Developing members of ISO")),
    of_membership("member_bodies", _("Developing member bodies"), Category.MEMBER_BODY),
    of_membership("correspondents", _("Developing correspondent members"), Category.CORRESPONDENT),
    of_membership("subscribers", _("Developing subscriber members"), Category.SUBSCRIBER),
    of_statistics(
        "p_roles", _("P-memberships of developing members, secretariats included"), _("memberships")
    ),
    Measure(
        "p_roles_all",
        _("P-memberships of all members of ISO"),
        _("memberships"),
        Source.STATISTICS,
        AddsUp.STOCK,
        population=Population.WORLD,
        series=(SeriesCode.P_ROLES,),
    ),
    Measure(
        "members_with_p_role",
        _("Developing members with at least one P-membership"),
        _("members"),
        Source.STATISTICS,
        AddsUp.COUNT,
        series=(SeriesCode.P_ROLES,),
    ),
    of_statistics(
        "p_roles_without_secretariats",
        _("P-memberships of developing members without secretariats"),
        _("memberships"),
    ),
    of_statistics("o_roles", _("O-memberships of developing members"), _("memberships")),
    of_statistics("secretariats", _("Committee secretariats of developing members"), _("secretariats")),
    of_statistics(
        "twinned_secretariats",
        _("Twinned secretariats and other roles of developing members"),
        _("secretariats"),
    ),
    of_statistics("certificates_9001", _("Valid ISO 9001 certificates"), _("certificates")),
    of_statistics("certificates_14001", _("Valid ISO 14001 certificates"), _("certificates")),
    of_statistics("certificates_27001", _("Valid ISO/IEC 27001 certificates"), _("certificates")),
    of_statistics(
        "certificates", _("Valid ISO 9001, 14001 and 27001 certificates"), _("certificates"), *SEVERAL
    ),
)

SPLIT_BY = {SplitBy.SEX: Split.SEX, SplitBy.TARGET_GROUP: Split.TARGET_GROUP}

ADDS_UP = {
    Aggregation.SUM: AddsUp.SUM,
    Aggregation.STOCK: AddsUp.STOCK,
    Aggregation.MEAN: AddsUp.MEAN,
}
"""How the answers to a question make a figure; what is not aggregated makes none."""


def of_question(question: Question) -> Measure:
    """The measure that a numeric question is by itself: over accepted reports, yes counting 1."""
    return Measure(
        name=question.code,
        label=question.label,
        unit=question.unit,
        source=Source.REPORTS,
        adds_up=ADDS_UP[Aggregation(question.aggregation)],
        own_split=SPLIT_BY.get(SplitBy(question.split_by)),
        question=question.pk,
    )


def catalogue(plan: Plan) -> dict[str, Measure]:
    """Every measure that the plan's formulas may name; one query."""
    questions = Question.objects.filter(plan=plan, kind__in=numeric_kinds(), aggregation__in=ADDS_UP)
    measures: Iterable[Measure] = (*map(of_question, questions), *OFFICIAL)
    return {measure.name: measure for measure in measures}
