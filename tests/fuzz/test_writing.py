"""Every form and every body of the API gets each hostile value, in all its fields and in one of each kind."""

import json
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from kernel.registers.declaration import REGISTERS
from tests.access.registers import KNOWN
from tests.fuzz.doors import bodies_of, forms_of, kind_of, register_at
from tests.fuzz.trying import Trial, as_form
from tests.fuzz.values import TURNS, VALUES, WORST, values, values_of_shared

TRIED = {"forms": 1170, "fields": 720, "bodies": 900, "fields of bodies": 1080, "strangers": 2870}
"""Last time; more is fine, fewer means that doors are no longer found."""

OF_FORMS = pytest.mark.xdist_group("forms of pages")
"""They read all pages to find their forms, which takes long."""

RAW = [
    *(b"", b"{", b"null", b"[]", b"1", b'"x"', b"\xff\xfe", b"[" * 20_000, b'{"a":' * 20_000, b"9" * 5000),
    *(b'["x",' * 9 + b"[]" + b"]" * 9,),
    *(json.dumps(dict.fromkeys(("answers", "target_groups"), [{}] * 9_000)).encode(),),
    *(b'{"number": 1e999999}', b'{"a": NaN}', b'{"\\ud800": "\\ud800"}', b'{"a": 1, "a": 2}'),
]
"""Bodies that are no body."""

LONG = [
    json.dumps(dict.fromkeys(map(str, range(100_000)), 1)).encode(),
    b"[" + b'"x",' * 100_000 + b"1]",
    b"[" + b"[]," * 1_000_000 + b"1]",
]
"""These take turns: all bodies are read by the same parser, which is what they are long for."""


def raw_bodies(number: int, address: str, *, is_full: bool) -> list[bytes]:
    """Those of registers, which share their code, take turns at all of them."""
    if is_full:
        return [*RAW, *LONG]
    number = turn_of(address, number)
    own = RAW[number % TURNS :: TURNS] if register_at(address) else RAW
    return [*own, LONG[number % len(LONG)]]


def turn_of(address: str, number: int) -> int:
    """Of a register its place among all, so that each kind of its doors gets all values."""
    key = register_at(address)
    return list(REGISTERS).index(key) if key else number


def tried_at(address: str, number: int, *, is_full: bool) -> list[str]:
    """As of doors that are read."""
    if address.startswith("/admin/") and not is_full:
        return WORST[:3]
    if register_at(address) and not is_full:
        return values_of_shared(turn_of(address, number))
    return values(number, is_full=is_full)


@OF_FORMS
def test_forms_with_a_value_in_all_fields(trial: Trial, is_full: bool) -> None:
    for number, form in enumerate(forms_of(trial.world)):
        tried = tried_at(form.action, number, is_full=is_full)
        for value in tried if form.kinds else [""]:
            trial.ask(form.role, "post", form.action, **as_form(dict.fromkeys(form.kinds, value)))

    trial.report("forms", TRIED["forms"])


@OF_FORMS
def test_fields_of_forms(trial: Trial, is_full: bool) -> None:
    """One field of each kind, where the fewest others stand beside it, and they as the page shows them."""
    known: set[str] = set()
    for form in sorted(forms_of(trial.world), key=lambda form: len(form.kinds)):
        for name, kind in form.kinds.items():
            if kind in known and not is_full:
                continue
            known.add(kind)
            for value in VALUES:
                trial.ask(form.role, "post", form.action, **as_form(form.fields | {name: value}))

    assert known >= {
        "text",
        "textarea",
        "select",
        "hidden",
        "checkbox",
        "date",
        "email",
        "password",
        "number",
    }
    trial.report("fields of forms", TRIED["fields"])


@pytest.fixture
def schema(world: object) -> dict[str, Any]:
    generator: Any = SchemaGenerator
    found: dict[str, Any] = generator().get_schema(request=None, public=True)
    return found


RECORDS = {known.register.key: known.code for known in KNOWN}


def address(trial: Trial, path: str) -> tuple[str, str]:
    """The path with ids of the world, and who may send there."""
    places = trial.world.places
    role = "editor" if "sections" in path or "evidence" in path else "devt"
    report = places["report_2013"] if role == "editor" else places["report_2012"]
    code = next((code for register, code in RECORDS.items() if f"/{register}/" in path), "APDC")
    values = {"id": report, "key": "1.2", "file_key": places["evidence"], "iso2": "KE", "code": code}
    values["name"] = "take_up"
    return path.format(**values), role


def send(trial: Trial, role: str, method: str, path: str, body: bytes) -> None:
    trial.ask(role, method, path, data=body, content_type="application/json")


def filled_with(fields: dict[str, Any], value: Any) -> dict[str, Any]:
    """All fields hold the value; lists hold it, and once more in a thing of their own."""
    found: dict[str, Any] = dict.fromkeys(fields, value)
    if "answers" in found:
        names = ("question", "part", "number", "text", "absence", "reason")
        found |= {"answers": [dict.fromkeys(names, value)], "target_groups": [value]}
    return found


def test_bodies_with_a_value_in_all_fields(trial: Trial, schema: dict[str, Any], is_full: bool) -> None:
    for number, (method, path, fields) in enumerate(bodies_of(schema)):
        there, role = address(trial, path)
        for value in tried_at(path, number, is_full=is_full):
            send(trial, role, method, there, json.dumps(filled_with(fields, value)).encode())
        for raw in raw_bodies(number, path, is_full=is_full):
            send(trial, role, method, there, raw)

    trial.report("bodies", TRIED["bodies"])


def test_fields_of_bodies(trial: Trial, schema: dict[str, Any], is_full: bool) -> None:
    known: set[str] = set()
    for method, path, fields in bodies_of(schema):
        there, role = address(trial, path)
        for name, described in fields.items():
            if (kind := kind_of(described)) in known and not is_full:
                continue
            known.add(kind)
            for value in VALUES:
                send(trial, role, method, there, json.dumps({name: value}).encode())
                send(trial, role, method, there, json.dumps({"expected_version": 1, name: [value]}).encode())

    trial.report("fields of bodies", TRIED["fields of bodies"])


@OF_FORMS
def test_strangers_write(trial: Trial, schema: dict[str, Any]) -> None:
    forms = forms_of(trial.world)
    for role in ("anonymous", "other"):
        for value in WORST[:3]:
            for form in forms:
                trial.ask(role, "post", form.action, **as_form(dict.fromkeys(form.kinds, value)))
            for method, path, fields in bodies_of(schema):
                there, _role = address(trial, path)
                send(trial, role, method, there, json.dumps(filled_with(fields, value)).encode())

    trial.report("strangers who write", TRIED["strangers"])
