"""What an address or a body asks for that is not there is refused, with what is allowed."""

import ast
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from actionplan.api import router
from activities.reporting.models import Extension
from kernel.asked import AskedWronglyError, refuse_unknown, stable
from kernel.endpoints import KnownParameters
from kernel.middleware import OWN_PACKAGES
from members.models import User
from tests.access.asking import address_of, ask, filled, state_of_the_world
from tests.access.lines import Line
from tests.access.table import LINES
from tests.access.test_addresses import ADDRESSES
from tests.access.world import World
from tests.house import HOUSE

OTHERS = ("admin:", "account_", "mfa_", "usersessions_", "api_", "members:closed", "members:demo_", "health")
"""They have parameters of their own, or show nothing."""

READING = [line for line in LINES if line.method == "get" and not line.name.startswith(OTHERS)]
PAGES = [
    line for line in READING if ":" in line.name or line.name in {"home", "search", "sources", "registers"}
]
ENDPOINTS = [line for line in READING if line not in PAGES]
BODIES = [line for line in LINES if line.method in {"post", "put"} and re.match(r"\w+-|api_", line.name)]
LISTS = [f"{name}-list" for _prefix, _view, name in router.registry]


def reader_of(line: Line) -> str:
    allowed = (role for role, status in line.answers.items() if status in {200, 201, 204, 302, 415})
    return next((role for role in allowed if role != "anonymous"), "devt")


def with_parameter(address: str, parameter: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{parameter}"


@pytest.mark.parametrize("line", PAGES, ids=str)
def test_page_refuses_a_parameter_that_it_does_not_take(world: World, line: Line) -> None:
    answer = world.client(reader_of(line)).get(with_parameter(address_of(world, line), "yaer=2013"))

    assert answer.status_code == 400
    assert "There is no such parameter" in answer.text
    assert "Show the page without it" in answer.text


@pytest.mark.parametrize("line", ENDPOINTS, ids=str)
def test_endpoint_refuses_a_parameter_that_it_does_not_take(world: World, line: Line) -> None:
    answer = world.client(reader_of(line)).get(with_parameter(address_of(world, line), "yaer=2013"))

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]["yaer"][0].startswith("There is no such parameter")


@pytest.mark.parametrize("line", PAGES, ids=str)
def test_links_ask_for_nothing_that_their_page_does_not_take(world: World, line: Line) -> None:
    page = world.client(reader_of(line)).get(address_of(world, line))
    if "html" not in page.headers.get("Content-Type", ""):
        return  # a file, or on to another page
    for link in re.findall(r'(?:href|hx-get)="([^"#?]*\?[^"#]+)', page.text):
        path, _mark, query = unescape(link).partition("?")
        view = resolve(path or address_of(world, line).partition("?")[0]).func
        if view.__module__.partition(".")[0] in OWN_PACKAGES and not hasattr(view, "cls"):
            refuse_unknown(QueryDict(query), getattr(view, "takes", ()))


def test_every_endpoint_knows_its_parameters() -> None:
    views = {pattern.callback.cls for _name, pattern in ADDRESSES if hasattr(pattern.callback, "cls")}

    assert {view.__name__ for view in views if not issubclass(view, KnownParameters)} == {
        "SpectacularAPIView"
    }


@pytest.mark.parametrize("line", BODIES, ids=str)
def test_body_with_an_unknown_field_changes_nothing(world: World, line: Line) -> None:
    role = reader_of(line)
    before = state_of_the_world()
    body = filled(world, line.body) | {"doen": "our work"}

    answer = getattr(world.client(role), line.method)(
        address_of(world, line), body, content_type="application/json"
    )

    if answer.status_code == 415:
        return  # takes files only
    assert answer.status_code == 400
    assert answer.json()["errors"]["doen"][0].startswith("There is no such field")
    assert state_of_the_world() == before


def test_unknown_field_of_an_answer_is_refused_too(world: World) -> None:
    address = reverse("report-section", args=[world.places["report_2013"], "1.2"])
    body = {"expected_version": 1, "answers": [{"question": "trained", "nubmer": "12"}]}

    answer = world.client("editor").put(address, body, content_type="application/json")

    assert answer.status_code == 400
    assert "There is no such field; did you mean “number”? This takes: absence, number," in answer.text


APDC = "/plans/APDC"
FIGURE = f"{APDC}/indicators/E1.2-1/?year=2011&split=un_region"
NONSENSE = [
    ("page_size=abc", "page_size", "“abc” is not a whole number from 1 to 500."),
    ("page_size=501", "page_size", "“501” is not a whole number from 1 to 500."),
    ("page_size=0", "page_size", "“0” is not a whole number from 1 to 500."),
    ("page=last", "page", "“last” is not a whole number from 1 to 2147483647."),
    ("page=1&page=2", "page", "It is given more than once. Give it once."),
    ("ordering=nosuch", "ordering", "“nosuch” is not known here. Use one of: "),
    ("ordering=-", "ordering", "“-” is not known here. Use one of: "),
]


@pytest.mark.parametrize(("query", "name", "words"), NONSENSE)
def test_every_list_refuses_pages_and_orders_that_are_not(
    world: World, query: str, name: str, words: str
) -> None:
    client = world.client("devt")
    for address in [reverse(name) for name in LISTS if name != "dashboard-list"]:
        answer = client.get(f"{address}?{query}")

        assert answer.status_code == 400
        assert answer.json()["errors"][name][0].startswith(words)


def test_an_order_names_a_field_once(world: World) -> None:
    answer = world.client("devt").get(f"{reverse('result-list')}?ordering=value,-value")

    assert answer.status_code == 400
    assert answer.json()["errors"]["ordering"] == ["It is given more than once. Give it once."]


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        ("/api/v1/reports/?is_overdue=yes", "is_overdue", "“yes” is not known here. Use true or false."),
        ("/api/v1/reports/?is_overdue=1", "is_overdue", "“1” is not known here. Use true or false."),
        ("/api/v1/results/?year=2013.5", "year", "“2013.5” is not a whole number from 1900 to 2200."),
        ("/api/v1/results/?split=regoin", "split", "“regoin” is not known here. Use one of: total, "),
        (
            "/api/v1/members/?developing=maybe",
            "developing",
            "“maybe” is not known here. Use one of: yes, no.",
        ),
        (
            "/api/v1/statistics/?year_from=2014&year_to=2012",
            "year_to",
            "This is before year_from; put the years in order.",
        ),
        ("/api/v1/dashboard/?year=1e3000000", "year", "A valid integer is required."),
    ],
)
def test_value_that_is_not_known_is_refused_with_those_that_are(
    world: World, address: str, name: str, words: str
) -> None:
    answer = world.client("devt").get(address)

    assert answer.status_code == 400
    assert answer.json()["errors"][name][0].startswith(words)


@pytest.mark.parametrize(
    ("address", "words", "without"),
    [
        ("/members/?developing=maybe&q=ke", "“maybe” is not known here. Use one of: yes, no.", "/?q=ke"),
        ("/members/?page=abc", "“abc” is not a whole number from 1 to 2147483647.", "/members/"),
        ("/members/?reigon=africa", "did you mean “region”? This address takes: category,", "/members/"),
        ("/people/?name=king", "“king” is not known here. Use one of: devt_administrator,", "/people/"),
        (f"{APDC}/rounds/2013/?state=lost", "“lost” is not known here. Use one of: open,", "/2013/"),
        (f"{APDC}/indicators/?level=high", "“high” is not known here. Use one of: purpose,", "indicators/"),
        (f"{APDC}/dashboard/2011/?show=nil", "“nil” is not known here. Use one of: attention,", "/2011/"),
        (f"{FIGURE}&group=atlantis", "“atlantis” is not known here. Use one of: ", "split=un_region"),
        (f"{APDC}/", "", ""),
    ],
)
def test_page_says_what_is_wrong_and_leads_on(world: World, address: str, words: str, without: str) -> None:
    answer = world.client("devt").get(address)

    assert answer.status_code == (400 if words else 200)
    assert words in answer.text
    assert f'{without}">Show the page without it' in answer.text or not words


def orders() -> list[tuple[str, str]]:
    fields = [
        (f"{name}-list", field)
        for _prefix, view, name in router.registry
        for field in ("", *getattr(view, "ordering_fields", ()))
    ]
    return [(name, f"{sign}{field}") for name, field in fields for sign in ("", "-") if field or not sign]


@pytest.mark.parametrize(("name", "order"), orders())
def test_pages_of_every_list_give_each_row_once(world: World, name: str, order: str) -> None:
    if name == "dashboard-list":
        return  # one answer, no pages
    client, query = world.client("devt"), {"page_size": 500} | ({"ordering": order} if order else {})
    with CaptureQueriesContext(connection) as queries:
        whole = client.get(reverse(name), query).json()
    [*_others, page] = [sql for one in queries if re.search(r" LIMIT \d+$", sql := one["sql"])]
    found: list[Any] = []
    for number in range(1, -(-whole["count"] // 4) + 1):
        found += client.get(reverse(name), query | {"page_size": 4, "page": number}).json()["results"]

    assert found == whole["results"]
    assert re.search(r'ORDER BY .*"id" (ASC|DESC) LIMIT \d+$', page)


def test_pages_are_made_in_one_place_and_nowhere_else() -> None:
    """Which puts the primary key at the end of every order."""
    makers = set()
    for app in HOUSE:
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and {one.name for one in node.names} & {"Paginator"}:
                    makers.add(path.relative_to(settings.BASE_DIR).as_posix())

    assert makers == {"kernel/asked.py"}


def test_an_order_that_is_total_stays_as_it_is() -> None:
    assert stable(User.objects.order_by("name", "-pk")).query.order_by == ("name", "-pk")
    assert stable(User.objects.order_by("name")).query.order_by == ("name", "pk")
    assert stable(Extension.objects.all()).query.order_by == ("round", "member", "-granted_at", "pk")


def test_addresses_that_machines_ask_take_anything(world: World) -> None:
    assert world.client("anonymous").get("/health/?cache=123").status_code == 200


def test_a_post_is_not_lost_for_the_end_of_its_address(world: World) -> None:
    line = next(line for line in LINES if line.name == "members:profile" and line.method == "post")
    with transaction.atomic():
        status = (
            world.client("editor")
            .post(with_parameter(address_of(world, line), "yaer=1"), filled(world, line.body))
            .status_code
        )
        transaction.set_rollback(True)

    assert status == ask(world, line, "editor").status_code == 302


def test_long_names_are_shown_shortened() -> None:
    with pytest.raises(AskedWronglyError) as refused:
        refuse_unknown(QueryDict(f"{'x' * 5000}=1"), ())

    assert refused.value.problems == {
        f"{'x' * 40}…": ["There is no such parameter. This address takes none."]
    }
