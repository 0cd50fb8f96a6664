"""Results of one plan and year: computed, compared with what is there, and written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indicators.engine.definitions import Definition
from indicators.engine.disclosure import with_withheld
from indicators.engine.evaluation import ComputedValue, computed_values, digest
from indicators.engine.member_values import member_values
from indicators.models import MemberValue, Result, Run
from indicators.runs.reading import PlanData, read_plan
from indicators.runs.replacing import Replaced

RESULTS = Replaced(
    Result,
    key=("version_id", "year", "split", "group"),
    compared=(
        *("numerator", "denominator", "value", "no_value"),
        *("expected", "reported", "accepted", "given", "given_in_part"),
        *("exact_value", "exact_numerator", "exact_denominator", "exact_no_value", "terms_withheld"),
        *("at_least", "others", "imputed", "has_sample", "does_not_add_up"),
    ),
    stamped=("run_id",),
)
MEMBER_VALUES = Replaced(
    MemberValue,
    key=("version_id", "year", "member_id"),
    compared=("numerator", "denominator", "value", "no_value", "at_least", "has_sample"),
)

NOTHING = (None, None)


@dataclass(frozen=True)
class YearWritten:
    """What writing one year came to."""

    written: int
    changed: int
    data_version: str
    member_values_changed: int = 0
    problems: tuple[str, ...] = ()

    @property
    def has_changed(self) -> bool:
        return bool(self.changed or self.member_values_changed)


def write_year(run: Run, year: int, data: PlanData | None = None) -> YearWritten:
    """Replace the results of the run's plan for `year`; the caller holds the year's lock.

    Six statements at most, however much is written.
    """
    data = data or read_plan(run.plan, [year])
    definitions, years = data.definitions[year], data.years(year)
    computed = [value for definition in definitions for value in computed_values(definition, years, year)]
    results = with_withheld(definitions, computed, year)
    of_members = [value for definition in definitions for value in member_values(definition, years, year)]
    return YearWritten(
        written=len(results),
        changed=RESULTS.replace(run.plan, year, [result_row(year, result) for result in results], run.pk),
        member_values_changed=MEMBER_VALUES.replace(run.plan, year, of_members),
        data_version=digest(definitions, years, before=run.data_version),
        problems=tuple(problems(definitions, results, year)),
    )


def problems(definitions: Iterable[Definition], results: Iterable[ComputedValue], year: int) -> Iterator[str]:
    """What the run tells: formulas that cannot be read, and those whose result nothing holds."""
    yield from (definition.problem for definition in definitions if definition.problem)
    codes = {definition.version.pk: definition.version.indicator.code for definition in definitions}
    too_large = dict.fromkeys(codes[result.version] for result in results if result.is_out_of_range)
    sentence = _("%(indicator)s, %(year)s: the result is too large; it has no value.")
    yield from (sentence % {"indicator": code, "year": year} for code in too_large)


def result_row(year: int, result: ComputedValue) -> tuple[Any, ...]:
    """The columns of `RESULTS`; what is withheld stands in columns of its own."""
    coverage, withheld = result.coverage, result.withheld
    terms, value = (result.numerator, result.denominator), result.value
    hides_terms = withheld or result.terms_withheld
    return (
        *(result.version, year, result.split, result.group),
        *(NOTHING if hides_terms else terms),
        *((None, withheld) if withheld else (value, result.no_value)),
        *coverage,
        *((value, *terms, result.no_value) if withheld else (None, *(terms if hides_terms else NOTHING), "")),
        result.terms_withheld,
        *(result.at_least and value is not None, result.others, result.imputed),
        *(result.has_sample, result.does_not_add_up),
    )
