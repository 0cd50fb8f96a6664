"""Load a plan file."""

from dataclasses import dataclass, field

from activities.loading.rows import ActivityRow, OutputWithActivities, PlanFile
from activities.models import Activity
from kernel.loading.changes import Links, Summary, Table, check_fields, follow_renames
from kernel.loading.documents import read_document
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File
from kernel.loading.reading.sources import Origin
from outputs.loading.plan import WantedPlan, build_plan, target_groups, write_plan
from outputs.models import Output, TargetGroup


@dataclass
class WantedActivities:
    activities: dict[str, Activity] = field(default_factory=dict)
    groups: list[tuple[Activity, TargetGroup]] = field(default_factory=list)


def load_plan(*, plan: Origin, dry_run: bool = False) -> Summary:
    """A plan with its outputs and activities; another plan beside it stays as it is.

    Raises LoadingError with all problems; what is not in the file any more stays.
    """
    with one_load("load_plan", dry_run=dry_run) as load:
        file = load.file(plan)
        document = read_document(file, PlanFile)
        load.problems.stop_if_any()
        if document:
            wanted = build_plan(file, document)
            activities = build_activities(file, document, wanted)
            check_counts(file, document, activities)
            load.problems.stop_if_any()
            write_plan(wanted, load)
            write_activities(activities, load)
    return load.summary


def build_activities(file: File, document: PlanFile, wanted: WantedPlan) -> WantedActivities:
    found = WantedActivities()
    places: set[tuple[str, int | None]] = set()
    for output in document.outputs:
        for row in output.activities:
            if row.code in found.activities or (output.code, row.place) in places:
                file.refuse(row.line, "outputs.activities.code", f"{row.code} is there twice.", "Keep one.")
            places.add((output.code, row.place))
            add_activity(file, row, wanted.outputs[output.code], wanted, found)
    return found


def add_activity(
    file: File, row: ActivityRow, output: Output, wanted: WantedPlan, found: WantedActivities
) -> None:
    activity = activity_of(row, output)
    check_fields(file, row.line, activity)
    found.activities[row.code] = activity
    groups = target_groups(file, row.line, row.target_groups, wanted)
    found.groups += [(activity, group) for group in groups]


def activity_of(row: ActivityRow, output: Output) -> Activity:
    return Activity(
        output=output,
        number=row.place or 0,
        code=row.code,
        title=row.title,
        short_name=row.short_name,
        description=row.description,
        effectiveness_measured=row.effectiveness_measured,
        what_is_measured=row.what_is_measured,
        use_of_measurement=row.use_of_measurement,
        actors=row.actors,
        scope_levels=[level.value for level in row.scope_levels],
        levels_are_assumed=row.levels_origin == "proposal",
        reach_asked_from_year=row.reach_asked_from,
        measures=row.measures,
        note=row.note,
        valid_from_year=row.valid_from,
        valid_to_year=row.valid_to,
    )


def check_counts(file: File, document: PlanFile, found: WantedActivities) -> None:
    """What the file says of itself must be so."""
    check = document.activity_count_check
    if check is None:
        return
    measured = [code for code, activity in found.activities.items() if activity.effectiveness_measured]
    counted = {
        "total": (check.total, len(found.activities)),
        "effectiveness_clauses": (check.effectiveness_clauses, len(measured)),
        "effectiveness_codes": (check.effectiveness_codes, measured),
        "per_output": (check.per_output or None, activities_by_output(document.outputs)),
    }
    for key, (said, is_so) in counted.items():
        if said is not None and said != is_so:
            wrong = f"The file says {said}, but holds {is_so}."
            file.refuse(check.line, f"activity_count_check.{key}", wrong, "Find the activity lost or added.")


def activities_by_output(outputs: list[OutputWithActivities]) -> dict[str, int]:
    return {output.code: len(output.activities) for output in outputs}


def write_activities(wanted: WantedActivities, load: Load) -> None:
    activities = wanted.activities.values()
    queryset = Activity.objects.filter(output__plan=load.plan)
    place = ["output_id", "number"]
    follow_renames(queryset, activities, key=place, also="code", summary=load.summary)
    Table(queryset, key=place, summary=load.summary).write(activities)
    key = ("activity_id", "targetgroup_id")
    through = Activity.target_groups.through
    links = Links("target groups of activities", through, key=key, owners=activities, summary=load.summary)
    links.write(wanted.groups)
