"""Load the indicators of a plan."""

from collections.abc import Collection
from dataclasses import dataclass, field

from activities.models import Activity
from indicators.engine.formulas import FormulaError, parse
from indicators.loading.rows import IndicatorFile, IndicatorRow
from indicators.models import Indicator, IndicatorVersion
from kernel.loading.changes import Summary, Table, check_fields
from kernel.loading.documents import read_document
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File, one_of
from kernel.loading.reading.sources import Origin
from kernel.loading.tables import report_duplicates
from kernel.measures import MEASURES
from outputs.loading.choice import plan_named
from outputs.models import Output, Plan

FORMULA = ("numerator", "denominator", "scale")


@dataclass
class Framework:
    """What the indicators of a plan may point at."""

    plan: Plan
    measures: Collection[str] = ()
    outputs: dict[str, Output] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "Framework":
        return cls(
            plan=plan,
            measures=MEASURES.catalogue(plan),
            outputs={str(output.number): output for output in Output.objects.filter(plan=plan)},
            activities={one.code: one for one in Activity.objects.filter(output__plan=plan)},
        )


def load_indicators(*, indicators: Origin, plan: str = "", dry_run: bool = False) -> Summary:
    """The indicators of one plan with their formulas, checked against its measures.

    Raises LoadingError with all problems; an indicator that is not in the file stays.
    """
    with one_load("load_indicators", dry_run=dry_run) as load:
        file = load.file(indicators)
        document = read_document(file, IndicatorFile)
        load.problems.stop_if_any()
        if document:
            load.plan = plan_named(plan, document.plan)
            report_duplicates(file, document.indicators, ["code"])
            wanted = build(file, document, Framework.of(load.plan))
            load.problems.stop_if_any()
            write(document, wanted, load)
    return load.summary


def build(file: File, document: IndicatorFile, framework: Framework) -> list[Indicator]:
    return [
        indicator_of(file, row, position, document, framework)
        for position, row in enumerate(document.indicators, start=1)
    ]


def indicator_of(
    file: File, row: IndicatorRow, position: int, document: IndicatorFile, framework: Framework
) -> Indicator:
    thresholds = row.thresholds or document.thresholds
    indicator = Indicator(
        plan=framework.plan,
        position=position,
        method_refs=references(file, row, document),
        is_headline=row.headline,
        on_track_from=thresholds.on_track_from,
        at_risk_from=thresholds.at_risk_from,
        valid_from_year=row.valid_from,
        valid_to_year=row.valid_to,
        **row.model_dump(include=SAME_NAME),
    )
    place(file, row, indicator, framework)
    check_formula(file, row, framework.measures)
    check_fields(file, row.line, indicator)
    return indicator


SAME_NAME = {
    "code",
    "name",
    "definition",
    "level",
    "unit",
    "direction",
    "frequency",
    "disaggregations",
    "means_of_verification",
    "assumption",
    "responsible",
    "baseline_year",
    "baseline_value",
    "baseline_note",
    "kirkpatrick_level",
    "origin",
    "caveat",
    "waits_for",
}
"""Keys that the model knows by the same name."""


def references(file: File, row: IndicatorRow, document: IndicatorFile) -> list[str]:
    """The works behind a code, or what is written where it is no code."""
    if document.references:
        for code in row.method_refs:
            if code not in document.references:
                wrong = f"The file has no reference {code}."
                file.refuse(row.line, "indicators.method_refs", wrong, one_of(code, document.references))
    return [
        f"{code}: {document.references[code]}" if code in document.references else code
        for code in row.method_refs
    ]


def place(file: File, row: IndicatorRow, indicator: Indicator, framework: Framework) -> None:
    """Hang the indicator on its output or activity; one of the purpose hangs on neither."""
    if row.activity in framework.activities:
        indicator.activity = framework.activities[row.activity]
    elif row.activity in framework.outputs:
        indicator.output = framework.outputs[row.activity]
    elif row.activity:
        known = [*framework.outputs, *framework.activities]
        wrong = f"The plan has no output or activity {row.activity}."
        file.refuse(row.line, "indicators.activity", wrong, one_of(row.activity, known))


def check_formula(file: File, row: IndicatorRow, measures: Collection[str]) -> None:
    for part in ("numerator", "denominator"):
        text = getattr(row.formula, part)
        if not text:
            continue
        try:
            parse(text, measures)
        except FormulaError as error:
            mend = "Name measures and questions of the plan; load the questions first."
            file.refuse(row.formula.line, f"indicators.formula.{part}", str(error), mend)


def write(document: IndicatorFile, wanted: list[Indicator], load: Load) -> None:
    queryset = Indicator.objects.filter(plan=load.plan)
    Table(queryset, key=["plan_id", "code"], summary=load.summary).write(wanted)
    newest = IndicatorVersion.objects.filter(indicator__plan=load.plan).order_by("indicator_id", "-number")
    table = Table(
        newest.distinct("indicator_id"), key=["indicator_id", "number"], fields=FORMULA, summary=load.summary
    )
    before = {version.indicator_id: version for version in table.existing.values()}
    pairs = zip(document.indicators, wanted, strict=True)
    table.write([version_of(row, indicator, before.get(indicator.pk)) for row, indicator in pairs])


def version_of(row: IndicatorRow, indicator: Indicator, newest: IndicatorVersion | None) -> IndicatorVersion:
    """The newest version where the formula is the same, else the next one."""
    wanted = IndicatorVersion(indicator=indicator, number=1, **row.formula.model_dump(include=set(FORMULA)))
    if newest:
        is_same = all(getattr(wanted, name) == getattr(newest, name) for name in FORMULA)
        wanted.number = newest.number if is_same else newest.number + 1
    return wanted
