"""Load the questions of a plan's progress report."""

from collections.abc import Mapping

from activities.models import Activity
from activities.reporting.enums import Step
from activities.reporting.loading.rows import QuestionFile, QuestionRow
from activities.reporting.models import Question
from kernel.loading.changes import Summary, Table, check_fields
from kernel.loading.documents import read_document
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File, one_of
from kernel.loading.reading.sources import Origin
from kernel.loading.tables import report_duplicates
from outputs.loading.choice import plan_named
from outputs.models import Plan


def load_questions(*, questions: Origin, plan: str = "", dry_run: bool = False) -> Summary:
    """The questions of one plan, in the order of the file.

    Raises LoadingError with all problems; a question that is not in the file stays.
    """
    with one_load("load_questions", dry_run=dry_run) as load:
        file = load.file(questions)
        document = read_document(file, QuestionFile)
        load.problems.stop_if_any()
        if document:
            load.plan = plan_named(plan, document.plan)
            report_duplicates(file, document.questions, ["code"])
            wanted = build(file, document, load.plan)
            load.problems.stop_if_any()
            write(wanted, load)
    return load.summary


def build(file: File, document: QuestionFile, plan: Plan) -> dict[str, Question]:
    activities = {activity.code: activity for activity in Activity.objects.filter(output__plan=plan)}
    wanted: dict[str, Question] = {}
    for position, row in enumerate(document.questions, start=1):
        question = question_of(row, plan, position)
        place(file, row, question, activities)
        check_fields(file, row.line, question)
        wanted[row.code] = question
    for row in document.questions:
        if row.at_most:
            bound(file, row, wanted)
    return wanted


def question_of(row: QuestionRow, plan: Plan, position: int) -> Question:
    return Question(
        plan=plan,
        code=row.code,
        label=row.label,
        hint=row.hint,
        kind=row.kind,
        unit=row.unit,
        aggregation=row.aggregation,
        minimum=row.minimum,
        maximum=row.maximum,
        required=row.required,
        split_by=row.split,
        choices=[{"value": choice.value, "label": choice.label} for choice in row.choices],
        serves=row.serves,
        recorded_as=row.recorded_as,
        position=position,
        valid_from_year=row.valid_from,
        valid_to_year=row.valid_to,
    )


def place(file: File, row: QuestionRow, question: Question, activities: Mapping[str, Activity]) -> None:
    """Put the question into its activity or step."""
    if row.section in Step.values:
        question.step = row.section
    elif row.section in activities:
        question.activity = activities[row.section]
    else:
        known = [*activities, *Step.values]
        wrong = f"The plan has no section “{row.section}”."
        file.refuse(row.line, "questions.section", wrong, one_of(row.section, known))


def bound(file: File, row: QuestionRow, wanted: Mapping[str, Question]) -> None:
    """Bind the answer to that of another question."""
    question, other = wanted[row.code], wanted.get(row.at_most)
    if other is None:
        wrong = f"There is no question {row.at_most}."
        file.refuse(row.line, "questions.at_most", wrong, one_of(row.at_most, wanted))
        return
    question.at_most = other
    if not (question.is_numeric and other.is_numeric):
        file.refuse(row.line, "questions.at_most", "Only numbers can be compared.", "Take at_most out.")
    if goes_in_circles(question):
        wrong = f"{row.code} is bound to itself, over other questions."
        file.refuse(row.line, "questions.at_most", wrong, "Take at_most out of one of them.")
        question.at_most = None


def goes_in_circles(question: Question) -> bool:
    step = question.at_most
    while step is not None and step is not question:
        step = step.at_most
    return step is question


def write(wanted: Mapping[str, Question], load: Load) -> None:
    """Questions that bound others first."""
    table = Table(Question.objects.filter(plan=load.plan), key=["plan_id", "code"], summary=load.summary)
    waiting = list(wanted.values())
    written: set[str] = set()
    while waiting:
        ready = [one for one in waiting if one.at_most is None or one.at_most.code in written]
        table.write(ready)
        written |= {one.code for one in ready}
        waiting = [one for one in waiting if one.code not in written]
