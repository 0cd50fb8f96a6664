"""What cannot be seen is taken out at every door, and what is too long or too deep is refused in words."""

import json
import unicodedata
from typing import Any

import pytest
from django import forms
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import serializers

from activities.reporting.models import Report, Section
from activities.reporting.section_data import SectionData
from activities.reporting.services.answers import InvalidSectionError, save_section
from indicators.engine.formulas import FormulaError, parse
from kernel.admin import MOST_NEW_ROWS, BoundedRows, DevtOnly
from kernel.fields import LongTextField
from kernel.serializers import KnownFields
from kernel.texts import MOST_CHARACTERS, cleaned, cleaned_number, refuse_too_long
from outputs.models import Output
from tests.access.world import World
from tests.house import HOUSE


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("abc\x00def", "abcdef"),
        ("\ufeff1234", "1234"),
        ("\u200e1234\u202c", "1234"),
        ("\u202e1234", "1234"),
        ("12\u200b34", "1234"),
        ("12\u200e34", "1234"),
        ("1,\u200f234", "1,234"),
        ("half \ud83d", "half "),
        ("tab\tand\nline", "tab\tand\nline"),
        ("page\x0cbreak\x0bline\u2028\u2029", "page\nbreak\nline\n\n"),
        ("bell\x07\x1b[31m", "bell[31m"),
        ("soft\u00adhyphen", "softhyphen"),
        ("بی\u200cتی", "بی\u200cتی"),
        ("क्\u200dष", "क्\u200dष"),
        ("\u200dalone", "alone"),
        ("ab\u200dcd", "abcd"),
        ("ภาษา\u200bไทย", "ภาษา\u200bไทย"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("שלם\u200f (ISO) \u200fעלם", "שלם\u200f (ISO) \u200fעלם"),
        (" \u200f שלם\u200e", "  שלם"),
        ("a\ufffe\uffffb", "ab"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("\u200e\u200f", ""),
        ("Côte d’Ivoire", "Côte d’Ivoire"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_languages_need_stays(text: str, left: str) -> None:
    assert cleaned(text) == left


@given(st.text(st.characters(), max_size=60))
def test_a_cleaned_text_is_clean_and_holds_all_that_is_seen(text: str) -> None:
    found = cleaned(text)

    assert cleaned(found) == found
    assert not {"\x00", "\ufeff", "\u202e"} & set(found)
    found.encode()
    seen = [character for character in text if unicodedata.category(character)[0] in "LNPS"]
    assert [one for one in found if one in seen] == [one for one in seen if one not in "\u3164\uffa0"]


@given(st.text(st.characters(), max_size=30))
def test_a_cleaned_number_has_nothing_unseen(text: str) -> None:
    assert not any(
        unicodedata.category(one) == "Cf" and one in cleaned("x" + one) for one in cleaned_number(text)
    )


def test_a_long_row_of_marks_costs_no_time() -> None:
    assert cleaned("a" + "\u200f" * 400_000 + "b" + "\u200b" * 400_000) == f"a{chr(0x200F) * 400_000}b"


@pytest.mark.parametrize(
    "path", ["/members/%00/", "/members/K%00E/", "/plans/AP%1BDC/", "/api/v1/members/%00/"]
)
def test_no_address_holds_what_cannot_be_seen(world: World, path: str) -> None:
    assert world.client("devt").get(path).status_code == 404


def test_parameters_are_cleaned(world: World) -> None:
    assert [
        one.iso2 for one in world.client("devt").get("/members/?q=%00Ken%E2%80%8Bya").context["page"]
    ] == ["KE"]


def test_cookies_are_cleaned(world: World) -> None:
    client = Client()
    client.cookies["sessionid"] = "\x00" * 12

    assert client.get("/sources/").status_code == 200


def test_form_is_cleaned(world: World) -> None:
    page = world.client("editor").get(step(world)).text
    anchor = world.places["anchor"]
    seen = page.partition(f'name="{anchor}-seen" value="')[2].partition('"')[0]
    typed = {
        f"{anchor}-version": "1",
        f"{anchor}-seen": seen,
        f"{anchor}-done": "abc\x00def",
        f"{anchor}-trained": "\u200e12\u200b34\u202c",
    }

    answer = world.client("editor").post(step(world), typed)

    assert answer.status_code == 302
    section = Section.objects.get(report=world.places["report_2013"], activity__code="1.2")
    assert section.done == "abcdef"
    assert section.answers.get(question__code="trained", part="").number == 1234


def step(world: World) -> str:
    return reverse("reporting:step", args=[world.places["report_2013"], 2])


def put(world: World, body: bytes | dict[str, Any], role: str = "editor") -> Any:
    address = reverse("report-section", args=[world.places["report_2013"], "1.2"])
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return world.client(role).put(address, data, content_type="application/json")


def test_body_of_the_api_is_cleaned(world: World) -> None:
    answer = put(world, {"expected_version": 1, "done": "abc\x00def \ud800\ufeff"})

    assert answer.status_code == 200
    assert answer.json()["done"] == "abcdef"


@pytest.mark.parametrize("depth", [21, 900, 9_000])
@pytest.mark.parametrize(("opened", "closed"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_nested_bodies_are_refused_in_words(world: World, depth: int, opened: bytes, closed: bytes) -> None:
    body = opened * depth + b"1" + closed * depth

    for answer in (
        Client().post(reverse("api_sign_in"), body, content_type="application/json"),
        put(world, body),
    ):
        assert answer.status_code == 400
        assert answer.json()["detail"] == "The body is nested too deeply: at most 20 levels are read."


def test_deepest_nesting_of_a_large_body_is_refused_in_words(world: World) -> None:
    answer = put(world, b"[" * 100_000 + b"1" + b"]" * 100_000)

    assert answer.json()["detail"] == "The body is nested too deeply: at most 20 levels are read."


def test_body_of_more_than_ten_megabytes_is_refused(world: World) -> None:
    answer = put(world, {"done": "x" * 10 * 1024 * 1024})

    assert (answer.status_code, answer.json()["detail"]) == (
        413,
        "The body is too large: at most 10 MB are read.",
    )


@pytest.mark.parametrize("number", ["9" * 25, "9" * 400, "9" * 5000, "1e3000000", "-1e100000"])
def test_numbers_of_any_length_are_refused_at_their_field(world: World, number: str) -> None:
    body = '{"expected_version": 1, "answers": [{"question": "trained", "number": %s}]}'
    for written in (number, f'"{number}"'):
        assert put(world, (body % written).encode()).status_code == 400

    anchor = world.places["anchor"]
    page = world.client("editor").post(
        step(world), {f"{anchor}-version": number, f"{anchor}-trained": number}
    )

    assert page.status_code == 422
    assert Section.objects.get(report=world.places["report_2013"], activity__code="1.2").version == 1


def test_sign_in_takes_forms_too(world: World) -> None:
    body = "email=%EF%BB%BFeditor@example.org&password=wrong"

    answer = Client().post(reverse("api_sign_in"), body, "application/x-www-form-urlencoded")

    assert "The e-mail address or the password is not right." in answer.text


def test_a_text_of_fifty_thousand_characters_is_kept_and_no_longer_one(world: World) -> None:
    assert put(world, {"expected_version": 1, "done": "x" * MOST_CHARACTERS}).status_code == 200
    refused = put(world, {"expected_version": 2, "done": "x" * (MOST_CHARACTERS + 1)})
    assert refused.json()["errors"]["done"] == ["Ensure this field has no more than 50000 characters."]

    anchor = world.places["anchor"]
    typed = {f"{anchor}-version": "2", f"{anchor}-done": "x" * (MOST_CHARACTERS + 1)}
    page = world.client("editor").post(step(world), typed)
    assert page.status_code == 422
    assert "The text has 50,001 characters; at most 50,000 can be kept." in page.text


@pytest.mark.parametrize("field", ["done", "changed"])
def test_service_takes_no_longer_text_from_any_door(world: World, field: str) -> None:
    report = Report.objects.get(pk=world.places["report_2013"])
    data = SectionData(**{field: "x" * (MOST_CHARACTERS + 1)})

    with pytest.raises(InvalidSectionError) as refused:
        save_section(report=report, key="1.2", data=data, expected_version=1, by=world.people["editor"])

    assert list(refused.value.problems) == [field]


def kinds(base: type[Any]) -> list[type[Any]]:
    assert get_resolver().url_patterns
    found = [base]
    for one in found:
        found.extend(each for each in one.__subclasses__() if each not in found)
    return [one for one in found if one.__module__.startswith(HOUSE)]


def test_every_text_of_every_form_has_a_limit() -> None:
    fields = [
        (form.__name__, name, field)
        for form in kinds(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField) and name not in of_libraries(form)
    ]

    assert len(fields) > 15
    assert [(form, name) for form, name, field in fields if not is_limited(field)] == []


def of_libraries(form: type[Any]) -> set[str]:
    """Fields that a form has from its base elsewhere, like the code of a second factor: none is kept."""
    bases = [base for base in form.__mro__ if not base.__module__.startswith(HOUSE)]
    return {name for base in bases for name in getattr(base, "base_fields", {})}


def is_limited(field: forms.CharField) -> bool:
    is_password = isinstance(field.widget, forms.PasswordInput)  # hashed, not kept
    is_number = isinstance(field, forms.UUIDField)  # of 32 digits
    return is_password or is_number or field.max_length is not None or refuse_too_long in field.validators


def test_every_text_that_the_api_takes_has_a_limit() -> None:
    fields = [
        (shape.__name__, name, field)
        for shape in kinds(KnownFields)
        for name, field in shape().fields.items()
        if isinstance(field, serializers.CharField) and not field.read_only
    ]

    assert len(fields) > 8
    assert [
        (shape, name)
        for shape, name, field in fields
        if not isinstance(field, serializers.SlugField) and not (field.max_length or 0)
    ] == []


@pytest.mark.parametrize("name", ["exempt", "reopen", "withdraw"])
def test_reasons_are_limited_in_the_service(world: World, name: str) -> None:
    from activities.reporting.services import workflow  # noqa: PLC0415 - one of three

    year, who = {"exempt": (2013, "devt"), "reopen": (2011, "devt"), "withdraw": (2014, "officer")}[name]
    report = Report.objects.get(pk=world.places[f"report_{year}"])

    with pytest.raises(ValidationError, match="at most 50,000 can be kept"), transaction.atomic():
        getattr(workflow, name)(report=report, by=world.people[who], reason="x" * (MOST_CHARACTERS + 1))


def test_long_text_field_lets_browsers_paste_the_whole() -> None:
    assert "maxlength" not in str(LongTextField().widget.attrs)
    with pytest.raises(ValidationError, match="The text has 50,001 characters"):
        LongTextField().clean("x" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize("number", ["9" * 400, "1" + "0" * 15, "1e300", "0.0000000001"])
def test_formula_refuses_a_number_out_of_bounds_in_words(number: str) -> None:
    with pytest.raises(FormulaError, match="at position 1 is too large or too small: use at most 15 digits"):
        parse(f"{number} * trained", {"trained"})


@pytest.mark.parametrize("number", ["0", "0.001", "999999999999999", "2.5"])
def test_formula_takes_numbers_as_people_write_them(number: str) -> None:
    assert parse(f"{number} * trained", {"trained"}).text == f"{number} * trained"


def test_formula_of_400_digits_is_refused_in_its_form(world: World) -> None:
    client = world.client("devt")
    address = reverse("admin:indicators_indicator_change", args=[world.places["indicator_pk"]])
    page = client.get(address)
    form = page.context["adminform"].form
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    answer = client.post(address, typed | {"numerator": "9" * 400})

    assert answer.status_code == 200
    assert "is too large or too small: use at most 15 digits before the point" in answer.text


def test_as_many_rows_as_a_request_claims_are_not_made(world: World) -> None:
    plan = world.places["plan_pk"]
    address = reverse("admin:outputs_plan_change", args=[plan])
    claimed = {"outputs-TOTAL_FORMS": "2147483647", "outputs-INITIAL_FORMS": "0"}

    answer = world.client("devt").post(address, claimed)

    assert answer.status_code == 200
    [rows] = [
        one.formset for one in answer.context["inline_admin_formsets"] if one.formset.prefix == "outputs"
    ]
    assert len(rows.forms) == Output.objects.filter(plan=plan).count() + MOST_NEW_ROWS
    assert rows.non_form_errors() == [f"Please submit at most {len(rows.forms)} forms."]


def test_every_row_of_the_administration_is_bounded_by_the_record() -> None:
    opened = [each for each in site._registry.values() if isinstance(each, DevtOnly)]
    inlines = {inline for each in opened for inline in each.inlines}

    assert len(inlines) > 5
    assert {inline for inline in inlines if not issubclass(inline, BoundedRows)} == set()
