"""What is sent is bounded before it is looked at, and refused briefly, in our words, as the API does."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework import exceptions, serializers

from activities.reporting.models import Evidence, Section
from kernel.api import MOST_PROBLEMS, problem_details
from kernel.serializers import KnownFields
from tests.access.world import World
from tests.inputs.test_texts import kinds, put

PROBLEM = "application/problem+json"

TOO_MANY = "The body has too many fields: at most 1,000 are read."


def sign_in(body: bytes | str, media_type: str = "application/json") -> Any:
    return Client().post(reverse("api_sign_in"), body, media_type)


def named(count: int) -> str:
    return json.dumps({f"k{number}": 1 for number in range(count)})


@pytest.mark.django_db
class TestSignIn:
    def test_first_unknown_fields_are_named_and_the_others_counted(self) -> None:
        answer = sign_in(named(300))

        errors = answer.json()["errors"]
        assert answer.status_code == 400
        assert [*errors] == [*(f"k{number}" for number in range(10)), "non_field_errors"]
        assert errors["non_field_errors"] == ["290 more fields are not known."]

    def test_one_more_is_told_as_one(self) -> None:
        assert sign_in(named(11)).json()["errors"]["non_field_errors"] == ["1 more field is not known."]

    def test_object_of_more_than_a_thousand_fields_is_not_looked_at(self) -> None:
        answer = sign_in(named(1001))

        assert answer.status_code == 400
        assert answer.json()["detail"] == "The body has too many fields: at most 1,000 are read."

    @pytest.mark.parametrize("media_type", ["application/json", "application/x-www-form-urlencoded"])
    def test_body_of_more_than_64_kb_is_not_read(self, media_type: str) -> None:
        answer = sign_in("x" * (64 * 1024 + 1), media_type)

        assert answer.status_code == 413
        assert answer.json()["detail"] == "The body is too large: at most 64 KB are read."

    def test_form_of_more_than_a_thousand_fields(self) -> None:
        answer = sign_in("a=1&" * 1001, "application/x-www-form-urlencoded")

        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
        assert answer.json()["detail"] == "The body has too many fields: at most 1,000 are read."

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"9" * 5000, "The body has a number with too many digits."),
            (b'{"a": NaN}', "The body has NaN for a number, which is not JSON."),
            (b"\xff\xfe", "The body is not text in UTF-8."),
            (b'{"a":\n x}', "The body is not JSON: it cannot be read from line 2, character 2 on."),
            (b"{", "The body is not JSON: it cannot be read from line 1, character 2 on."),
            (b'{"a": 1, "a": 2}', "The body gives “a” more than once. Give it once."),
            (b"{%s}" % b",".join([b'"a%d":1' % place for place in range(1500)] * 2), TOO_MANY),
            (b'{"a": [{"b": 1, "c": 2, "b": 1}]}', "The body gives “b” more than once. Give it once."),
        ],
    )
    def test_no_json_is_refused_in_our_words(self, body: bytes, words: str) -> None:
        answer = sign_in(body)

        assert (answer.status_code, answer.json()["detail"]) == (400, words)

    def test_unknown_media_type_has_a_whole_title(self) -> None:
        answer = sign_in("x", "text/plain")

        assert answer.json() == {
            "type": "about:blank",
            "title": "Unsupported Media Type",
            "status": 415,
            "detail": 'Unsupported media type "text/plain" in request.',
        }

    def test_address_of_too_many_parameters(self) -> None:
        answer = Client().get(reverse("plan-list") + "?" + "a=1&" * 1001)
        page = Client().get(reverse("account_login") + "?" + "a=1&" * 1001)

        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
        assert answer.json()["title"] == "The request cannot be read."
        assert (page.status_code, page["Content-Type"]) == (400, "text/html; charset=utf-8")


def test_no_title_has_a_place_left_open() -> None:
    of_all = exceptions.APIException.__subclasses__()
    for kind in of_all:
        of_all.extend(kind.__subclasses__())
    wanted = {exceptions.UnsupportedMediaType: ["text/x"], exceptions.MethodNotAllowed: ["PUT"]}
    made = [kind(*wanted.get(kind, [])) for kind in of_all if kind.__module__ == exceptions.__name__]

    titles = [answer.data["title"] for error in made if (answer := problem_details(error, {}))]

    assert len(titles) >= 10
    assert [title for title in titles if "{" in title] == []


def section(**fields: Any) -> dict[str, Any]:
    return {"expected_version": 1, **fields}


class TestSections:
    def test_more_values_than_any_section_has(self, world: World) -> None:
        answer = put(world, section(answers=[{"question": "trained"}] * 10_001))

        assert answer.status_code == 400
        assert answer.json()["detail"] == "The body holds too much: at most 20,000 values are read."

    def test_more_brackets_than_that(self, world: World) -> None:
        answer = put(world, b"[" + b"[]," * 200_000 + b"1]")

        assert answer.json()["detail"] == "The body holds too much: at most 20,000 values are read."

    def test_lists_are_measured_before_their_entries(self, world: World) -> None:
        answers = put(world, section(answers=[1] * 501)).json()["errors"]
        groups = put(world, section(target_groups=["?"] * 101)).json()["errors"]

        assert answers == {
            "answers": {"non_field_errors": ["Ensure this field has no more than 500 elements."]}
        }
        assert groups == {"target_groups": ["At most 100 entries are taken."]}

    def test_first_problems_are_told_and_the_others_counted(self, world: World) -> None:
        answer = put(world, section(answers=[{"question": "trained", "number": "x"}] * 500))

        assert answer.status_code == 400
        assert answer.json()["detail"] == "These are the first 20 of 500 problems."
        assert answer.text.count("A valid number is required.") == MOST_PROBLEMS
        assert len(answer.json()["errors"]["answers"]) == MOST_PROBLEMS

    def test_few_problems_are_told_without_a_count(self, world: World) -> None:
        answer = put(world, section(answers=[{"question": "trained", "number": "x"}]))

        assert "detail" not in answer.json()

    def test_doubled_answer_is_refused_not_lost(self, world: World) -> None:
        twice = [{"question": "trained", "number": "1"}, {"question": "trained", "number": "2"}]

        answer = put(world, section(answers=twice))

        words = "“trained” is answered more than once. Answer it once."
        assert answer.json()["errors"] == {"answers": {"non_field_errors": [words]}}
        assert Section.objects.get(report=world.places["report_2013"], activity__code="1.2").version == 1

    def test_too_many_files(self, world: World) -> None:
        address = reverse("report-evidence", args=[world.places["report_2013"], "1.2"])
        files = {f"file{number}": SimpleUploadedFile("a.txt", b"x") for number in range(101)}

        answer = world.client("editor").post(address, files)

        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
        assert answer.json()["detail"] == "The body has too many files: at most 100 are read."

    def test_a_second_file_under_the_same_name(self, world: World) -> None:
        address = reverse("report-evidence", args=[world.places["report_2013"], "1.2"])
        before = Evidence.objects.count()

        answer = world.client("editor").post(
            address, {"file": [SimpleUploadedFile(f"{name}.txt", name.encode()) for name in ("one", "two")]}
        )

        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
        assert answer.json()["errors"] == {"file": ["It is given more than once. Give it once."]}
        assert Evidence.objects.count() == before


def test_every_list_that_the_api_takes_has_a_limit() -> None:
    lists = [
        (shape.__name__, name, field)
        for shape in kinds(KnownFields)
        for name, field in shape().fields.items()
        if isinstance(field, (serializers.ListField, serializers.ListSerializer)) and not field.read_only
    ]

    assert len(lists) >= 2
    assert [(shape, name) for shape, name, field in lists if not field.max_length] == []


ODD = [
    *("", " ", "\xff\xfe", "Token \xff\xfe", "Token", "Token \x00", "Token a b", "Token " + "a" * 9000),
    *(
        "Token é",
        "token \xe9\xe9",
        "Basic \xff",
        "Bearer x",
        "\x00",
        ";;;",
        "a=\xff; b",
        "*/*;q=x",
        "/",
        "a/b/c",
    ),
    *("text/html;charset=\xff", "multipart/form-data", "multipart/form-data; boundary=\xff", "xx-\xff;q=9"),
    *("application/json; charset=nosuch", "application/x-www-form-urlencoded; charset=nosuch", "," * 5000),
    *("sessionid=\xff\xfe", "sessionid=\x00", "csrftoken=\xff"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header", ["Authorization", "Accept", "Content-Type", "Accept-Language", "Cookie", "Range", "Referer"]
)
@pytest.mark.parametrize(
    ("method", "name"),
    [("get", "plan-list"), ("post", "api_sign_out"), ("post", "api_sign_in"), ("post", "account_login")],
)
def test_odd_headers_are_answered(method: str, name: str, header: str) -> None:
    key = header.upper().replace("-", "_")
    client = Client()

    statuses = {
        value: client.generic(
            method.upper(),
            reverse(name),
            b"a=1",
            **{key if header == "Content-Type" else f"HTTP_{key}": value},
        ).status_code
        for value in ODD
    }

    assert {value: status for value, status in statuses.items() if status >= 500} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["\xff\xfe", "\x00", "é", "../x", "x" * 200])
def test_what_is_no_token_is_not_let_in(token: str) -> None:
    answer = Client(HTTP_AUTHORIZATION=f"Token {token}").get(reverse("plan-list"))

    assert (answer.status_code, answer.json()["detail"]) == (401, "Invalid token.")
