"""Results of one plan and year: computed, compared with what is there, and written."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.engine.aggregation import YearCells, read_year
from indicators.engine.coverage import Coverage
from indicators.engine.dimensions import places_in
from indicators.engine.disclosure import with_withheld
from indicators.engine.evaluation import Definition, Figure, define, digest, figures, years_named
from indicators.engine.matching import add_paired_parts, add_pairs
from indicators.engine.measures import catalogue
from indicators.models import Indicator, IndicatorVersion, Result, Run
from outputs.models import Plan

COMPARED = (
    "numerator",
    "denominator",
    "value",
    "no_value",
    "expected",
    "reported",
    "accepted",
    "given",
    "given_in_part",
    "exact_value",
    "exact_numerator",
    "exact_denominator",
    "exact_no_value",
    "terms_withheld",
    "at_least",
    "others",
    "imputed",
    "has_sample",
    "does_not_add_up",
)
KEY = ("version_id", "year", "split", "group")


@dataclass(frozen=True)
class Outcome:
    """What writing one year came to."""

    written: int
    changed: int
    data_version: str
    problems: tuple[str, ...] = ()


def newest_versions(plan: Plan, year: int) -> list[IndicatorVersion]:
    """The newest version of each of the plan's indicators that is valid in `year`."""
    indicators = Indicator.objects.filter(plan=plan).in_year(year)
    versions = IndicatorVersion.objects.filter(indicator__in=indicators).select_related("indicator")
    return list(versions.order_by("indicator_id", "-number").distinct("indicator_id"))


def definitions_of(plan: Plan, year: int) -> list[Definition]:
    measures = catalogue(plan)
    return [define(version, measures) for version in newest_versions(plan, year)]


def read_cells(
    plan: Plan, year: int, definitions: Collection[Definition], only: int | None = None
) -> dict[int, YearCells]:
    """What the definitions need to be computed for `year`, by year; of one member if `only` says so."""
    needed = years_named(definitions, year)
    world = places_in(year, *needed)
    cells = {
        named: read_year(plan, named, measures, world[named], only) for named, measures in needed.items()
    }
    pairs = {definition.pair(year) for definition in definitions}
    measures = {measure.name: measure for definition in definitions for measure in definition.used}
    add_pairs(cells, pairs, measures, year)
    if only is None:
        add_paired_parts(cells, pairs, measures, year)
    return cells


def write_year(run: Run, year: int) -> Outcome:
    """Replace the results of the run's plan for `year`; the caller holds the year's lock."""
    definitions = definitions_of(run.plan, year)
    cells = read_cells(run.plan, year, definitions)
    computed = [figure for definition in definitions for figure in figures(definition, cells, year)]
    found = with_withheld(definitions, computed, year)
    return Outcome(
        written=len(found),
        changed=replace_results(run, year, found),
        data_version=digest(definitions, cells, before=run.data_version),
        problems=tuple(problems(definitions, found, year)),
    )


def problems(definitions: Iterable[Definition], found: Iterable[Figure], year: int) -> Iterator[str]:
    """What the run tells: formulas that cannot be read, and those whose result nothing holds."""
    yield from (definition.problem for definition in definitions if definition.problem)
    codes = {definition.version.pk: definition.version.indicator.code for definition in definitions}
    too_large = dict.fromkeys(codes[figure.version] for figure in found if figure.is_out_of_range)
    sentence = _("%(indicator)s, %(year)s: the result is too large; it has no value.")
    yield from (sentence % {"indicator": code, "year": year} for code in too_large)


def replace_results(run: Run, year: int, found: list[Figure]) -> int:
    """Write what differs, delete what is no longer due, name `run` in the rest; how many changed."""
    before = {
        key_of(result): result
        for result in Result.objects.filter(version__indicator__plan=run.plan, year=year)
    }
    after = {key_of(result): result for result in (result_of(run, year, figure) for figure in found)}
    new = [result for key, result in after.items() if not is_same(before.get(key), result)]
    gone = [result.pk for key, result in before.items() if key not in after]
    changed = {key_of(result) for result in new}
    same = [result.pk for key, result in before.items() if key in after and key not in changed]
    Result.objects.filter(pk__in=gone).delete()
    Result.objects.filter(pk__in=same).update(run=run)
    Result.objects.bulk_create(
        new, batch_size=1000, update_conflicts=True, unique_fields=KEY, update_fields=[*COMPARED, "run"]
    )
    return len(new) + len(gone)


def result_of(run: Run, year: int, figure: Figure) -> Result:
    coverage: Coverage = figure.coverage
    result = Result(
        version_id=figure.version,
        year=year,
        split=figure.split,
        group=figure.group,
        run=run,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        no_value=figure.no_value,
        expected=coverage.expected,
        reported=coverage.reported,
        accepted=coverage.accepted,
        given=coverage.given,
        given_in_part=coverage.in_part,
        at_least=figure.at_least and figure.value is not None,
        others=figure.others,
        imputed=figure.imputed,
        has_sample=figure.has_sample,
        does_not_add_up=figure.does_not_add_up,
        terms_withheld=figure.terms_withheld,
    )
    if figure.withheld:
        result.exact_value, result.exact_no_value = result.value, result.no_value
        result.value, result.no_value = None, figure.withheld
    if figure.withheld or figure.terms_withheld:
        result.exact_numerator, result.exact_denominator = result.numerator, result.denominator
        result.numerator = result.denominator = None
    return result


def key_of(result: Result) -> tuple[object, ...]:
    return tuple(getattr(result, name) for name in KEY)


def is_same(one: Result | None, other: Result) -> bool:
    return one is not None and all(getattr(one, name) == getattr(other, name) for name in COMPARED)
