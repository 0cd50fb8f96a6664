"""Load the targets of a plan's indicators."""

import re
from collections.abc import Collection, Iterator, Mapping

from indicators.bounds import wrong_value, wrong_year
from indicators.labels import GroupLabels
from indicators.loading.rows import TargetFile, TargetRow
from indicators.loading.target_table import target_import
from indicators.models import Indicator, Target
from kernel.loading.changes import Summary, Table, check_fields
from kernel.loading.documents import read_document
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File, one_of
from kernel.loading.reading import UnreadableFileError
from kernel.loading.reading.decoding import decoded
from kernel.loading.reading.kinds import is_workbook
from kernel.loading.reading.sources import Origin
from kernel.loading.tables import report_duplicates
from outputs.loading.choice import plan_named
from outputs.models import Plan

KEY = ("indicator_id", "year", "split", "group")


def load_targets(*, targets: Origin, plan: str = "", dry_run: bool = False) -> Summary:
    """Targets by indicator and year; sample ones where the file says so.

    Raises LoadingError with all problems; a target that is not in the file stays.  No
    result depends on targets, so that none becomes stale.
    """
    with one_load("load_targets", dry_run=dry_run) as load:
        file = load.file(targets)
        if is_table(file):
            load_table(file, plan, load)
            return load.summary
        document = read_document(file, TargetFile)
        load.problems.stop_if_any()
        if document:
            load.plan = plan_named(plan, document.plan)
            report_duplicates(file, document.targets, ["indicator", "split", "group"])
            wanted = list(build(file, document, load.plan))
            load.problems.stop_if_any()
            write(wanted, document, load)
    return load.summary


def is_table(file: File) -> bool:
    """Whether it is one, or a document, whose first line is a key with its colon."""
    try:
        source = file.source()
        if is_workbook(source.content) or source.is_pasted:
            return True
        lines = (line for line in decoded(source.content)[0].splitlines())
    except UnreadableFileError:
        return False  # which reading it as a document tells
    first = next((line for line in lines if line.strip() and not line.startswith(("#", "---"))), "")
    return re.match(r"[\w-]+:(\s|$)", first) is None


def load_table(file: File, plan: str, load: Load) -> None:
    """One row for each target; the plan is named in each, or holds for all."""
    importing = target_import()
    given = {"plan": plan_named(plan)} if plan or Plan.objects.count() == 1 else {}
    wanted = importing.read(file, **given)
    importing.write(wanted, load.summary)
    load.years = []


def build(file: File, document: TargetFile, plan: Plan) -> Iterator[Target]:
    indicators = {indicator.code: indicator for indicator in Indicator.objects.filter(plan=plan)}
    labels = GroupLabels()
    for row in document.targets:
        indicator = indicators.get(row.indicator)
        if indicator is None:
            wrong = f"The plan has no indicator {row.indicator}."
            file.refuse(row.line, "targets.indicator", wrong, one_of(row.indicator, indicators))
        else:
            check_values(file, row, indicator, plan.years)
            check_group(file, row, labels.allowed(row.split, plan.pk))
            yield from targets_of(file, row, indicator, is_sample=document.sample)


def check_values(file: File, row: TargetRow, indicator: Indicator, years: range) -> None:
    for year, value in row.values.items():
        for wrong in (wrong_year(year, years), wrong_value(value, indicator.unit)):
            if wrong:
                file.refuse(row.line, "targets.values", wrong)


def check_group(file: File, row: TargetRow, allowed: Collection[str]) -> None:
    if row.group not in allowed:
        wrong = f"“{row.group}” is no group of the split {row.split}."
        file.refuse(row.line, "targets.group", wrong, one_of(row.group, allowed))


def targets_of(file: File, row: TargetRow, indicator: Indicator, *, is_sample: bool) -> Iterator[Target]:
    for year, value in row.values.items():
        target = Target(
            indicator=indicator,
            year=year,
            split=row.split,
            group=row.group,
            value=value,
            is_sample=is_sample,
        )
        check_fields(file, row.line, target)
        yield target


def write(wanted: list[Target], document: TargetFile, load: Load) -> None:
    table = Table(Target.objects.filter(indicator__plan=load.plan), key=KEY, summary=load.summary)
    table.write([target for target in wanted if not (document.sample and is_real(target, table.existing))])
    load.years = []


def is_real(target: Target, existing: Mapping[tuple[object, ...], Target]) -> bool:
    """Whether a target that is not sample data holds its place already."""
    there = existing.get((target.indicator_id, target.year, target.split, target.group))
    return there is not None and not there.is_sample
