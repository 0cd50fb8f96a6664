"""Measures: what a room counts, as the engine reads it.

A room declares its measures beside what it counts, in its `measures.py`: a `Source` gives the facts and
says who was expected to give any, and `MEASURES.declare(source)` in `AppConfig.ready()` makes it known.
The engine finds all of them here and knows none by name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import JSONField, QuerySet, TextChoices, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import Model

UNKNOWN = "unknown"
"""The category of what a dimension knows nothing of, so that parts add up to the whole."""


class Aggregation(TextChoices):
    """How the values of a measure make the value of a group; `docs/engine.md` defines each."""

    SUM = "sum", _("sum over members")
    STOCK = "stock", _("sum of states on 31 December")
    COUNT = "count", _("number of records")
    DISTINCT_MEMBERS = "distinct_members", _("number of members")
    MEAN = "mean", _("mean over the members that gave a value, each counting once")
    MEDIAN = "median", _("median over the members that gave a value")
    RATE = "rate", _("mean over all records, each counting once")
    NONE = "none", _("not aggregated")

    @property
    def is_additive(self) -> bool:
        """Whether the values of groups without common members sum to the value of all of them."""
        return self in ADDITIVE

    @property
    def is_mean(self) -> bool:
        """Whether it is a sum divided by how many gave a value, members or records."""
        return self in MEANS

    @property
    def is_of_records(self) -> bool:
        """Whether each record counts once, and not each member."""
        return self is Aggregation.RATE


ADDITIVE = frozenset({Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT, Aggregation.DISTINCT_MEMBERS})
MEANS = frozenset({Aggregation.MEAN, Aggregation.RATE})


class Quality(TextChoices):
    """What is to be known of a single fact."""

    IMPUTED = "imputed", _("filled in by its publisher")
    PARTIAL = "partial", _("only a part of what makes the measure")


@dataclass(frozen=True)
class Dimension:
    """By what figures are divided: of the member in the year, or of the record."""

    key: str
    label: str | Promise
    categories: Callable[[Any], Mapping[str, Any]]
    """Label by key of each category that a plan knows, or any plan where it is asked for None, without the
    unknown one; one query at most."""
    is_of_member: bool = False

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dimension) and other.key == self.key


@dataclass(frozen=True)
class Measure:
    """A named quantity; formulas use its name."""

    name: str
    label: str | Promise
    unit: str | Promise = field(kw_only=True)
    aggregation: Aggregation = field(kw_only=True)
    dimensions: tuple[Dimension, ...] = field(default=(), kw_only=True)
    """Of its records; those of members divide every measure."""
    is_of_all_members: bool = field(default=False, kw_only=True)
    """Whether it is a whole of all members of the organization, the same in every group."""
    taken_from: tuple[str, ...] = field(default=(), kw_only=True)
    """Series that it is made of: what two measures take from one of them is counted once."""
    is_read_off: bool = field(default=False, kw_only=True)
    """Whether its values were read off graphs, so that single ones may be a little off."""
    source_key: str = field(default="", kw_only=True)
    """Set by the registry."""

    @property
    def source(self) -> "Source":
        return MEASURES.sources[self.source_key]


FACTS = (
    *("measure", "member_id", "year", "value", "record", "dimensions"),
    *("is_whole", "is_sample", "quality", "note"),
)
"""The columns of facts, in order.

`value` is null where a member gave a reason instead; `record` names type and key, as `reporting.report/7`;
`dimensions` is a JSON object of categories by dimension; `is_whole` is false for a part of a record that
has a fact for its whole, too; `quality` has the words of `Quality`, with blanks between them; `note` is a
JSON object of texts for the lineage (`source`, `absence`, `reason`), never read when facts are summed.
"""

REPORTING = ("member_id", "year", "is_reported", "is_accepted")
"""The columns of `Source.expected`: one row for each member that is expected to give facts."""


@dataclass(frozen=True)
class Rows:
    """Rows as a statement with its parameters, to be put into a larger one."""

    sql: str
    parameters: tuple[Any, ...] = ()

    @classmethod
    def of(cls, queryset: "QuerySet[Any, Any]", *columns: Any) -> "Rows":
        """What `queryset` has, as `columns`: names of fields or expressions, in the order of `FACTS`."""
        sql, parameters = queryset.order_by().values_list(*columns).query.sql_with_params()
        return cls(sql, tuple(parameters))

    @classmethod
    def all_of(cls, *parts: "Rows") -> "Rows":
        """The rows of all parts, one after the other."""
        sql = " UNION ALL ".join(f"({part.sql})" for part in parts)
        return cls(sql, tuple(value for part in parts for value in part.parameters))


NOTHING = Cast(Value("{}"), JSONField())


def facts_of(
    queryset: "QuerySet[Any, Any]",
    *,
    measure: Any,
    member: Any,
    year: Any,
    value: Any,
    record: Any,
    **more: Any,
) -> Rows:
    """Facts from a queryset: fields by name, or expressions; `more` may give any other column of `FACTS`."""
    defaults = {
        "dimensions": NOTHING,
        "is_whole": Value(True),  # noqa: FBT003 -- a value of SQL
        "is_sample": Value(False),  # noqa: FBT003
        "quality": Value(""),
        "note": NOTHING,
    }
    own = {"measure": measure, "member_id": member, "year": year, "value": value, "record": record}
    given = defaults | own | more
    return Rows.of(queryset, *(given[column] for column in FACTS))


TYPES = {
    "measure": "text",
    "member_id": "bigint",
    "year": "int",
    "value": "numeric",
    "record": "text",
    "dimensions": "jsonb",
    "is_whole": "boolean",
    "is_sample": "boolean",
    "quality": "text",
    "note": "jsonb",
}


def facts_under(plan: "Model", years: Sequence[int], measures: "Iterable[Measure]") -> Rows:
    """The facts of the sources of these measures, one after the other.

    All are of the same types, so that the database looks into each of them for what is asked of all.
    """
    sources = {measure.source_key: measure.source for measure in measures}.values()
    columns = ", ".join(f"{name}::{kind}" for name, kind in TYPES.items())
    parts = [source.facts(plan, years) for source in sources]
    return Rows.all_of(
        *(
            Rows(f"SELECT {columns} FROM ({part.sql}) AS fact ({', '.join(FACTS)})", part.parameters)  # noqa: S608
            for part in parts
        )
    )


class Source:
    """Where the values of some measures come from: each room that counts declares one of its own."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    measures: Sequence[Measure] = ()
    is_reported: ClassVar[bool] = False
    """Whether members give each value in their reports: in a ratio of them only complete cases count, and
    a figure is provisional until the year's reports are in."""
    is_confidential: ClassVar[bool] = True
    """Whether a member's values are told to itself, DEVT and DEVCO only, and small groups are withheld."""
    has_one_fact: ClassVar[bool] = False
    """Whether a member has at most one whole fact of a measure in a year, and one in each category of its
    records, so that none are summed first."""
    is_complete: ClassVar[bool] = False
    """Whether everybody is on record, so that nobody on record is 0 and no gap."""

    @property
    def all_dimensions(self) -> Iterable[Dimension]:
        """All by which records of its measures are divided, under whatever plan."""
        return [dimension for measure in self.measures for dimension in measure.dimensions]

    def measures_of(self, plan: "Model") -> Iterable[Measure]:
        """What can be counted under a plan; one query at most."""
        return self.measures

    def facts(self, plan: "Model", years: Sequence[int]) -> Rows:
        """The facts of all its measures in these years, with the columns of `FACTS`."""
        raise NotImplementedError

    def expected(self, plan: "Model", years: Sequence[int]) -> Rows | None:
        """Who was expected to give facts, with the columns of `REPORTING`.

        None stands for every member that is counted; who has a fact has then reported.
        """
        return None

    def records(self, keys: Sequence[str]) -> Mapping[str, Any]:
        """The records behind facts, by what facts call them; one query."""
        return {}

    def addresses(self, measures: Sequence[Measure]) -> Mapping[str, str]:
        """By name of the measure, the page that tells what it is; one query at most."""
        return {}


@dataclass
class Registry:
    """All sources that rooms have declared."""

    sources: dict[str, Source] = field(default_factory=dict)
    declared: dict[str, Measure] = field(default_factory=dict)
    """By name, the measures that are the same under every plan."""

    def declare(self, source: Source) -> None:
        """Make a source known; a second one of its key, or a name that another has, is refused."""
        own = {measure.name: replace(measure, source_key=source.key) for measure in source.measures}
        doubled = own.keys() & self.declared
        if source.key in self.sources or doubled:
            message = f"Declared twice: {source.key} {sorted(doubled)}"
            raise ValueError(message)
        self.sources[source.key] = source
        self.declared |= own

    def catalogue(self, plan: "Model") -> dict[str, Measure]:
        """Every measure that the plan's formulas may name; one query for each source at most.

        Of two with one name the one declared in code counts.
        """
        found = {
            measure.name: replace(measure, source_key=source.key)
            for source in self.sources.values()
            for measure in source.measures_of(plan)
            if measure.aggregation != Aggregation.NONE
        }
        return found | self.declared

    def dimensions(self) -> dict[str, Dimension]:
        """By key, every dimension by which a source divides its records."""
        sources = self.sources.values()
        return {dimension.key: dimension for source in sources for dimension in source.all_dimensions}


MEASURES = Registry()


def refuse_unknown_measure(name: str) -> None:
    """Only what adds up can be told of one member, from its records."""
    measure = MEASURES.declared.get(name)
    if measure is None or not measure.aggregation.is_additive:
        raise ValidationError(_("No register counts “%(name)s” one by one.") % {"name": name})


@dataclass(frozen=True)
class Counted:
    """What one record gives of a measure in a year."""

    measure: str
    member: int
    year: int
    record: str
    value: Decimal
    is_sample: bool


COUNTED = """
    SELECT fact.measure, fact.member_id, fact.year, fact.record, sum(fact.value), bool_or(fact.is_sample)
    FROM ({facts}) AS fact
    WHERE fact.measure = ANY(%s) AND fact.is_whole AND fact.value IS NOT NULL {of_member}
    GROUP BY fact.measure, fact.member_id, fact.year, fact.record
"""


def counted_under(
    plan: "Model", years: Sequence[int], names: Iterable[str], *, member: int | None = None
) -> list[Counted]:
    """Of the declared measures of these names, record by record; of one member or of all: one query."""
    measures = [MEASURES.declared[name] for name in names if name in MEASURES.declared]
    if not measures:
        return []
    facts = facts_under(plan, years, measures)
    statement = COUNTED.format(facts=facts.sql, of_member="AND fact.member_id = %s" if member else "")
    parameters = [*facts.parameters, [measure.name for measure in measures], *([member] if member else [])]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [Counted(*row) for row in cursor.fetchall()]
