"""The report's script in a real browser: it saves, keeps, brings back, and never overwrites."""

import re
from typing import Any

import pytest
from django.test import RequestFactory
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from activities.reporting.models import Answer, ConflictCopy, Question, Report, Section
from kernel.database_away import service_unavailable
from members.models import Member, User
from tests.browser.conftest import SignIn, let_in
from tests.factories.reporting import AnswerFactory, SectionFactory
from tests.reporting.making import activity_of, question_of, report_of, said, save

pytestmark = pytest.mark.django_db(transaction=True)

DONE = "[name$='-done']"
STATE = "[id$=':state']"


@pytest.fixture
def report(kenya: Member) -> Report:
    report = report_of(kenya)
    question_of(activity_of(report, title="Twinning"), "experts", label="Experts", by_sex=True, required=True)
    return report


@pytest.fixture
def path(report: Report, nsb_editor: User, sign_in: SignIn) -> str:
    sign_in(nsb_editor)
    return f"/reports/{report.pk}/steps/2/"


def stored() -> str:
    return Section.objects.get().done


def test_a_section_saves_by_itself(page: Page, path: str) -> None:
    page.goto(path)

    page.get_by_label("On track").check()
    page.locator(DONE).fill("We met in May.")
    page.locator("[name$='-experts']").fill("9")

    expect(page.locator(STATE)).to_have_text(re.compile(r"^Saved \d\d:\d\d [A-Z]+$"), timeout=20_000)
    expect(page.locator("[data-step='2']")).to_have_text("1/1")
    assert stored() == "We met in May."
    page.reload()
    expect(page.locator(DONE)).to_have_value("We met in May.")


def test_not_relevant_asks_why_in_an_empty_field_and_back_again(page: Page, path: str) -> None:
    page.goto(path)
    head, why = page.locator("summary .under").first, page.locator("[name$='-why_not_relevant']")
    page.locator(DONE).fill("We met in May.")
    expect(why).to_be_hidden()
    expect(head).to_contain_text("1 question")

    page.get_by_label("Not relevant to us").check()

    expect(page.locator(DONE)).to_be_hidden()
    expect(why).to_have_value("")
    expect(head.get_by_text("Its question is not asked")).to_be_visible()
    expect(head.get_by_text("1 question")).to_be_hidden()
    expect(page.locator(STATE)).to_have_text("Kept, but 1 reason is missing", timeout=20_000)
    expect(page.locator("[id$='-why_not_relevant:problem']")).to_be_visible()
    page.get_by_label("On track").check()
    expect(page.locator(DONE)).to_have_value("We met in May.")
    expect(why).to_be_hidden()


def test_what_stands_in_the_way_of_saving_is_not_folded_away(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("[name$='-experts']").fill("many")

    page.get_by_label("Not relevant to us").check()

    expect(page.locator("[id$='-experts:problem']")).to_be_visible(timeout=20_000)
    page.locator("[name$='-experts']").fill("9")
    expect(page.locator("[name$='-experts']")).to_be_hidden(timeout=20_000)


def test_problems_show_beside_the_answer_and_go_when_mended(page: Page, path: str) -> None:
    page.goto(path)

    page.locator("[name$='-experts']").fill("8")
    page.locator("[name$='-experts.female']").fill("4")
    page.locator("[name$='-experts.male']").fill("5")
    problem = page.locator("[id$='-experts:problem']")
    expect(problem).to_have_text("You gave 4 women and 5 men, but 8 in total.", timeout=20_000)

    page.locator("[name$='-experts']").fill("9")
    expect(problem).to_be_hidden(timeout=20_000)
    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"))


def test_what_the_line_did_not_take_survives_a_reload_and_is_sent_later(
    page: Page, path: str, context: BrowserContext
) -> None:
    page.goto(path)
    context.set_offline(True)
    page.locator(DONE).fill("Written on the train.")
    expect(page.locator(STATE)).to_have_text(
        "Not saved: the line is down. Kept on this device.", timeout=20_000
    )
    assert not Section.objects.exists()

    context.set_offline(False)
    page.reload()

    expect(page.locator(DONE)).to_have_value("Written on the train.")
    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"), timeout=20_000)
    assert stored() == "Written on the train."
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_what_is_saved_while_the_page_is_read_anew_stands_in_it(page: Page, path: str) -> None:
    """The page is read before the text is stored, and shown after."""
    page.goto(path)
    read_before = page.request.get(path).text()
    sent: list[Route] = []

    def answer(route: Route) -> None:
        if not sent:
            sent.append(route)
        elif route.request.method == "GET":
            with page.expect_event("requestfinished"):
                sent[0].continue_()
            page.wait_for_timeout(500)
            route.fulfill(body=read_before, content_type="text/html")
        else:
            route.continue_()

    page.route(f"**{path}", answer)
    page.locator(DONE).fill("Written on the train.")
    expect(page.locator(STATE)).to_have_text("Saving…", timeout=20_000)

    page.reload()

    expect(page.locator(DONE)).to_have_value("Written on the train.")
    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"), timeout=20_000)
    assert stored() == "Written on the train."
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_it_sends_by_itself_when_the_line_is_back(page: Page, path: str, context: BrowserContext) -> None:
    page.goto(path)
    context.set_offline(True)
    page.locator(DONE).fill("Written on the train.")
    expect(page.locator(STATE)).to_have_text(re.compile("^Not saved: the line is down"), timeout=20_000)

    context.set_offline(False)

    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"), timeout=20_000)
    assert stored() == "Written on the train."


def test_a_portal_without_its_database_is_tried_again(page: Page, path: str) -> None:
    """The answer is the portal's own, given in place of the server."""
    away = service_unavailable(RequestFactory().post(path, headers={"accept": "application/json"}))
    answer = {"status": away.status_code, "headers": dict(away.headers), "body": away.content}
    page.goto(path)
    page.route(f"**{path}", lambda route: route.fulfill(**answer))
    page.locator(DONE).fill("Written meanwhile.")
    expect(page.locator(STATE)).to_have_text(
        "Not saved yet: the portal is away for a moment. Kept on this device, and tried again.",
        timeout=20_000,
    )
    assert not Section.objects.exists()

    page.unroute(f"**{path}")

    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"), timeout=30_000)
    assert stored() == "Written meanwhile."


def test_a_text_of_somebody_else_is_not_overwritten(
    page: Page, path: str, report: Report, nsb_officer: User
) -> None:
    page.goto(path)
    save(report, "1.2", said(done="The officer's words."), nsb_officer)

    page.locator(DONE).fill("The editor's words.")

    link = page.locator(STATE).get_by_role("link", name="Compare both texts")
    link.click(timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Two texts of one section")
    assert stored() == "The officer's words."
    assert ConflictCopy.objects.get().content["done"] == "The editor's words."
    page.get_by_label("Both, one after the other").check()
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.locator(DONE)).to_have_value("The officer's words.\n\nThe editor's words.")


def test_a_second_window_is_told_too(page: Page, path: str, context: BrowserContext) -> None:
    page.goto(path)
    other = context.new_page()
    other.goto(path)
    page.locator(DONE).fill("First window.")
    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"), timeout=20_000)

    other.locator(DONE).fill("Second window.")

    expect(other.locator(STATE)).to_contain_text("Compare both texts", timeout=20_000)
    assert stored() == "First window."
    other.close()


def test_signed_out_meanwhile_keeps_the_text(page: Page, path: str, context: BrowserContext) -> None:
    page.goto(path)
    context.clear_cookies(name="sessionid")

    page.locator(DONE).fill("Still here.")

    expect(page.locator(STATE)).to_have_text(re.compile("^Not saved: you are signed out"), timeout=20_000)
    assert "Still here." in page.evaluate("JSON.stringify(localStorage)")


def test_the_button_saves_and_clears_the_copies(page: Page, path: str) -> None:
    page.goto(path)
    page.locator(DONE).fill("Quick words.")

    page.get_by_role("button", name=re.compile("^Save and go ")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Challenges and way forward")
    assert stored() == "Quick words."
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert "saved=" not in page.url


@pytest.fixture
def last_year(report: Report) -> Report:
    """Five experts and a text, a year earlier."""
    last = report_of(report.member, round__plan=report.round.plan, round__year=2012, accepted=True)
    section = SectionFactory.create(report=last, activity=report.round.plan.outputs.get().activities.get())
    Section.objects.filter(pk=section.pk).update(done="We met in Accra.")
    AnswerFactory.create(section=section, question=Question.objects.get(code="experts"), number=5)
    return last


@pytest.mark.usefixtures("last_year")
def test_women_and_men_are_added_up_and_a_jump_asks_why(page: Page, path: str, report: Report) -> None:
    page.goto(path)
    total, why = page.locator("[name$='-experts']"), page.locator("[name$='-experts:why']")
    expect(why).to_be_hidden()

    page.locator("[name$='-experts.female']").fill("14")
    page.locator("[name$='-experts.male']").fill("6")

    expect(total).to_have_value("20")
    expect(page.get_by_text("20 is much more than the 5 of 2012.")).to_be_visible(timeout=20_000)
    why.fill("A project sent them.")
    expect(page.locator(STATE)).to_have_text(re.compile("^Not saved yet"))
    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"), timeout=20_000)
    page.locator("[name$='-experts.male']").fill("7")
    expect(total).to_have_value("21")
    total.fill("30")
    page.locator("[name$='-experts.male']").fill("8")
    expect(total).to_have_value("30")
    assert Answer.objects.get(section__report=report, part="").reason == "A project sent them."


@pytest.mark.usefixtures("last_year")
def test_last_years_text_is_taken_over_and_saved(page: Page, path: str, report: Report) -> None:
    page.goto(path)

    page.get_by_role("button", name="Start from this text").click()

    expect(page.locator(DONE)).to_have_value("We met in Accra.")
    expect(page.locator(STATE)).to_have_text(re.compile("^Saved"), timeout=20_000)
    assert Section.objects.get(report=report).done == "We met in Accra."


def test_a_link_opens_the_section_that_it_leads_to(page: Page, path: str, report: Report) -> None:
    activity_of(report, "1.3", title="Meetings")
    page.goto(f"{path}#%E0%A4%A")
    sections = page.locator("details.section")
    expect(sections.nth(1)).not_to_have_attribute("open", "")

    page.get_by_role("navigation", name="Steps of the report").get_by_role("link", name="1.3").click()

    expect(sections.nth(1)).to_have_attribute("open", "")
    page.locator(DONE).nth(1).fill("Still saved.")
    expect(page.locator(STATE).nth(1)).to_have_text(re.compile("^Saved"), timeout=20_000)


def test_everything_works_without_the_script(
    browser: Any, live_server: LiveServer, report: Report, nsb_officer: User
) -> None:
    plain = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    let_in(plain, nsb_officer, live_server.url)
    page = plain.new_page()
    page.goto(f"/reports/{report.pk}/steps/2/")

    page.get_by_label("On track").check()
    page.locator(DONE).fill("No script.")
    page.get_by_text("Say what changed because of it").click()
    page.get_by_label("What changed in your country because of it?").fill("They are heard.")
    page.locator("[name$='-experts.female']").fill("4")
    page.locator("[name$='-experts.male']").fill("5")
    page.get_by_role("button", name="Save and leave").click()
    expect(page.get_by_text("Saved. You can go on at any time.")).to_be_visible()
    page.get_by_role("link", name="Check and sign", exact=True).click()
    page.get_by_label("I, Otieno Officer, sign this progress report").check()
    page.get_by_role("button", name="Sign and submit").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Receipt")
    section = Section.objects.get()
    assert section.done == "No script."
    assert dict(section.answers.values_list("part", "number")) == {"": 9, "female": 4, "male": 5}
    plain.close()


@pytest.mark.parametrize(
    ("status", "kind", "body", "words"),
    [
        (400, "text/html", "<h1>This request could not be read</h1>", "This request could not be read"),
        (
            403,
            "text/html",
            "<h1>You may not see this</h1><main><p>Ask.</p></main>",
            "You may not see this. Ask.",
        ),
        (413, "text/plain", "", "413"),
        (500, "text/html", "<h1>Something broke here</h1>", "Something broke here"),
        (502, "application/problem+json", '{"title": "Away", "detail": "Try later."}', "Away Try later."),
        (200, "application/json", "{}", "200"),
    ],
)
def test_what_the_portal_refused_is_never_said_to_be_the_line(
    page: Page, path: str, status: int, kind: str, body: str, words: str
) -> None:
    page.goto(path)
    page.route(
        f"**{path}",
        lambda route: (
            route.fulfill(status=status, content_type=kind, body=body)
            if route.request.method == "POST"
            else route.continue_()
        ),
    )

    page.locator(DONE).fill("Kept.")

    expect(page.locator(STATE)).to_have_text(
        f"Not saved; kept on this device. The portal answered: {words}", timeout=20_000
    )
    assert "Kept." in page.evaluate("JSON.stringify(localStorage)")
