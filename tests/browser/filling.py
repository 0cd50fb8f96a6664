"""Fills in a report as a person does: every question on every step, through the forms."""

import re

from playwright.sync_api import Page

from activities.reporting.enums import SplitBy
from activities.reporting.models import Question, Report
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import SectionLayout, StepLayout

WOMEN, MEN = 3, 2
WOMEN_OF_THOSE, MEN_OF_THOSE = 2, 1
NUMBER, OF_THOSE = "8", "6"
NOT_RELEVANT = "6.5"
WITHHELD = ("details_income_total", "details_income_own")
SAID = {"q3_6_standards_listed": "100", "q3_6_standards_adopted": "50"}


def fill_in(page: Page, report: Report) -> None:
    """Steps 1 to 8, each left with the button that goes on; ends on the page that checks."""
    layout = layout_of(report)
    page.goto(f"/reports/{report.pk}/steps/1/")
    for step in layout.steps[:-1]:
        fill_step(page, step)
        following = layout.next_step(step.number)
        assert following
        page.get_by_role("button", name=re.compile("^Save and go ")).click()
        page.get_by_role("heading", level=1, name=following.title, exact=True).wait_for()


def fill_step(page: Page, step: StepLayout) -> None:
    for section in step.sections:
        open_section(page, section.anchor)
        if section.printed == NOT_RELEVANT:
            page.locator(f"[name='{section.anchor}-rating'][value=not_relevant]").check()
            page.locator(f"#{section.anchor}-why_not_relevant").fill("Others do it in our country.")
        else:
            fill_section(page, section)


def open_section(page: Page, anchor: str) -> None:
    """An activity's section folds; those of the other steps do not."""
    closed = page.locator(f"details[id='{anchor}']:not([open]) > summary")
    if closed.count():
        closed.click()


def fill_section(page: Page, section: SectionLayout) -> None:
    if section.activity:
        rating = "reached" if section.asks_reach else "on_track"
        page.locator(f"[name='{section.anchor}-rating'][value={rating}]").check()
        if not section.asks_reach:
            page.locator(f"#{section.anchor}-done").fill(f"What was done in {section.printed}.")
        page.locator(f"[id='{section.anchor}'] summary", has_text="Say what changed").click()
        page.locator(f"#{section.anchor}-changed").fill(f"What changed by {section.printed}.")
    for question in section.questions:
        answer(page, section, question)


def answer(page: Page, section: SectionLayout, question: Question) -> None:
    name = f"{section.anchor}-{question.code}"
    if question.code in WITHHELD:
        withhold(page, name)
    elif question.split_by == SplitBy.SEX:
        women, men = (WOMEN_OF_THOSE, MEN_OF_THOSE) if question.at_most else (WOMEN, MEN)
        page.locator(f"[name='{name}.female']").fill(str(women))
        page.locator(f"[name='{name}.male']").fill(str(men))
    elif question.split_by == SplitBy.TARGET_GROUP:
        for number, (group, _title) in enumerate(section.parts_of(question), start=1):
            page.locator(f"[name='{name}.{group}']").fill(str(number))
    else:
        answer_whole(page, name, question)


def answer_whole(page: Page, name: str, question: Question) -> None:
    place = page.locator(f"[id='{name}']")
    match question.kind:
        case "yes_no":
            page.locator(f"[name='{name}'][value='1']").check()
        case "rating":
            page.locator(f"[name='{name}'][value='4']").check()
        case "choice":
            place.select_option(index=2)
        case "text" | "long_text":
            place.fill(f"Words on {question.code}.")
        case _:
            place.fill(SAID.get(question.code) or (OF_THOSE if question.at_most else NUMBER))


def withhold(page: Page, name: str) -> None:
    field = page.locator(f"[id='{name}:field']")
    field.get_by_text("No figure?").click()
    field.locator("select").select_option("withheld")
    field.get_by_placeholder("Reason").fill("Not public before the audit.")
