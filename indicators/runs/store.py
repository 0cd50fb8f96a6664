"""Results of one plan and year: computed, compared with what is there, and written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indicators.engine.definitions import Definition
from indicators.engine.disclosure import with_withheld
from indicators.engine.evaluation import ComputedValue, computed_values, digest
from indicators.engine.member_values import ComputedMemberValue, member_values
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
    named_anyway=("run_id",),
)
MEMBER_VALUES = Replaced(
    MemberValue,
    key=("version_id", "year", "member_id"),
    compared=("numerator", "denominator", "value", "no_value", "at_least", "has_sample"),
)


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

    Two statements, however much is written.
    """
    data = data or read_plan(run.plan, [year])
    definitions, years = data.definitions[year], data.years(year)
    computed = [value for definition in definitions for value in computed_values(definition, years, year)]
    results = with_withheld(definitions, computed, year)
    of_members = [value for definition in definitions for value in member_values(definition, years, year)]
    return YearWritten(
        written=len(results),
        changed=RESULTS.replace(run.plan, year, [result_row(run, year, result) for result in results]),
        member_values_changed=MEMBER_VALUES.replace(
            run.plan, year, [member_row(year, value) for value in of_members]
        ),
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


def result_row(run: Run, year: int, result: ComputedValue) -> dict[str, Any]:
    """The columns of a result; what is withheld stands in columns of its own."""
    coverage, hides_terms = result.coverage, result.withheld or result.terms_withheld
    return {
        "version_id": result.version,
        "year": year,
        "split": result.split,
        "group": result.group,
        "run_id": run.pk,
        "numerator": None if hides_terms else result.numerator,
        "denominator": None if hides_terms else result.denominator,
        "value": None if result.withheld else result.value,
        "no_value": result.withheld or result.no_value,
        "expected": coverage.expected,
        "reported": coverage.reported,
        "accepted": coverage.accepted,
        "given": coverage.given,
        "given_in_part": coverage.in_part,
        "exact_value": result.value if result.withheld else None,
        "exact_numerator": result.numerator if hides_terms else None,
        "exact_denominator": result.denominator if hides_terms else None,
        "exact_no_value": result.no_value if result.withheld else "",
        "terms_withheld": result.terms_withheld,
        "at_least": result.at_least and result.value is not None,
        "others": result.others,
        "imputed": result.imputed,
        "has_sample": result.has_sample,
        "does_not_add_up": result.does_not_add_up,
    }


def member_row(year: int, value: ComputedMemberValue) -> dict[str, Any]:
    numerator, denominator, own, no_value = value.quotient
    return {
        "version_id": value.version,
        "year": year,
        "member_id": value.member,
        "numerator": numerator,
        "denominator": denominator,
        "value": own,
        "no_value": no_value,
        "at_least": value.at_least,
        "has_sample": value.has_sample,
    }
