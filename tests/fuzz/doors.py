"""Every place where something comes in, found from the URLconf, what views take, forms and the schema."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlsplit

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from kernel.registers.declaration import REGISTERS
from tests.access.asking import filled
from tests.access.lines import ROLES, Line
from tests.access.table import LINES
from tests.access.world import World
from tests.fuzz.values import WORST, values, values_of_shared

UNCHANGED = {200, 201, 204, 302}
LOGIN = "/account/login/"


@dataclass(frozen=True)
class Door:
    """An address with places in it, and who may read it; `places` are such that something is there."""

    name: str
    template: str
    places: dict[str, Any]
    role: str
    parameters: tuple[str, ...] = ()
    number: int = 0
    """Among the doors of its part: whose turn it is."""

    @property
    def is_of_administration(self) -> bool:
        return self.name.startswith("admin:")

    @property
    def register(self) -> str:
        """Its key, where all pages of registers share their code."""
        return register_at(self.template)

    @property
    def kind(self) -> str:
        """What it is called, but for its register."""
        return re.split(r"[:-]", self.name)[-1] if self.register else ""

    @property
    def part(self) -> str:
        if self.is_of_administration:
            return "administration"
        return "API" if self.template.startswith("api/") else "pages"

    def values(self, *, is_full: bool) -> list[str]:
        """The pages of all models in the administration share their code: the three worst each do."""
        if self.is_of_administration and not is_full:
            return WORST[:3]
        if self.register and not is_full:
            return values_of_shared(self.number)
        return values(self.number, is_full=is_full)

    def address(self, **other: str) -> str:
        values = {
            name: quote(str(value), safe="", errors="surrogatepass")
            for name, value in (self.places | other).items()
        }
        return "/" + self.template % values


def register_at(address: str) -> str:
    """The key of the register whose page or endpoint it is."""
    found = re.match(r"/?(?:registers|api/v1)/([\w-]+)/", address)
    return found[1] if found and found[1] in REGISTERS else ""


def templates() -> Iterator[tuple[str, str, tuple[str, ...], URLPattern]]:
    """Each pattern of the URLconf: its name, its address with places, their names."""
    yield from _walk(get_resolver(), "", "", ())


def _walk(resolver: URLResolver, space: str, before: str, known: tuple[str, ...]) -> Iterator[Any]:
    for pattern in resolver.url_patterns:
        text, places = _template(pattern.pattern)
        template, names = before + text, (*known, *places)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, template, names)
        else:
            yield f"{space}{pattern.name or '?'}", template, names, pattern


def _template(pattern: Any) -> tuple[str, list[str]]:
    if hasattr(pattern, "_route"):
        route = str(pattern._route)
        return re.sub(r"<(?:\w+:)?(\w+)>", r"%(\1)s", route.replace("%", "%%")), re.findall(
            r"<(?:\w+:)?(\w+)>", route
        )
    text, names = normalize(str(pattern._regex).lstrip("^").rstrip("$"))[0]
    return text, list(names)


def doors_to_read(world: World) -> list[Door]:
    """The doors of all pages, one for each address of the URLconf, numbered in each part; those of registers
    among their kind.
    """
    doors = list({(door.name, *door.places): door for door in reversed(pages(world))}.values())[::-1]
    counted: Counter[tuple[str, str]] = Counter()
    found = []
    for door in doors:
        turn = door.part, door.kind
        found.append(replace(door, number=counted[turn]))
        counted[turn] += 1
    return found


def pages(world: World) -> list[Door]:
    """One for each line of the access table that reads, and one for each page of the administration."""
    lines: dict[tuple[str, ...], list[Line]] = {}
    for line in LINES:
        if line.method == "get":
            lines.setdefault((line.name, *sorted(line.places)), []).append(line)
    found = []
    for name, template, names, pattern in templates():
        parameters = tuple(parameters_of(pattern))
        for line in lines.get((name, *sorted(names)), ()):
            places = {place: filled(world, value) for place, value in line.places.items()}
            found.append(Door(name, template, places, reader_of(line), parameters))
        if name.startswith("admin:") and (name, *names) not in lines and set(names) <= {"object_id"}:
            places = dict.fromkeys(names, first_of(pattern))
            found.append(Door(name, template, places, "administrator", parameters))
    return [door for door in found if door.name != "admin:?"]


def first_of(pattern: URLPattern) -> Any:
    """The number of a record that the page of the administration shows."""
    admin: Any = getattr(pattern.callback, "model_admin", None)
    return admin.model._default_manager.values_list("pk", flat=True).first() if admin else "1"


def reader_of(line: Line) -> str:
    order = ("administrator", "officer", "editor", *ROLES)
    return next((role for role in order if line.answers.get(role) in UNCHANGED), "administrator")


def parameters_of(pattern: URLPattern) -> Iterator[str]:
    view: Any = pattern.callback
    yield from (name for name in getattr(view, "takes", ()) if name != "*")
    if hasattr(view, "cls") and "get" in getattr(view, "actions", {"get": "get"}):
        endpoint = view.cls()
        endpoint.action = getattr(view, "actions", {}).get("get", "")
        yield from endpoint.parameters() if hasattr(endpoint, "parameters") else ("format", "lang")
    admin = getattr(view, "model_admin", None)
    if admin is not None and (pattern.name or "").endswith("changelist"):
        yield from ("q", "o", "p", "all", "e", "_popup", "_to_field", "_facets")
        for one in admin.list_filter:
            yield str(one[0] if isinstance(one, tuple) else one)
    if view.__module__.startswith("allauth") or pattern.name == "login":
        yield "next"


@dataclass
class Form:
    """A form that a page shows: where it goes, and what its fields hold."""

    action: str
    role: str
    fields: dict[str, str] = field(default_factory=dict)
    """What the page fills in."""

    kinds: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Reads the forms of a page that are posted."""

    def __init__(self, address: str, role: str) -> None:
        super().__init__()
        self.address, self.role = address, role
        self.found: list[Form] = []
        self.now: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.now = Form(urlsplit(given.get("action", "")).path or self.address, self.role)
            self.found.append(self.now)
        elif tag in {"input", "textarea", "select", "button"} and self.now and given.get("name"):
            name, kind = given["name"], given.get("type", "text") if tag in {"input", "button"} else tag
            if name != "csrfmiddlewaretoken":
                self.now.kinds[name] = kind
                if kind not in {"checkbox", "radio"} or "checked" in given:
                    self.now.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None


FORMS: dict[int, list[Form]] = {}
"""Of a world, whose pages are read once."""


def forms_of(world: World) -> list[Form]:
    if id(world) not in FORMS:
        FORMS[id(world)] = forms_shown(world, pages(world))
    return FORMS[id(world)]


def forms_shown(world: World, doors: list[Door]) -> list[Form]:
    """Every form of every page, once for its address and fields."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for door in doors:
        others = () if door.is_of_administration or door.register else ("officer", "anonymous")
        for role in dict.fromkeys((door.role, *others)):
            page = world.client(role).get(door.address())
            if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
                continue
            reading = Forms(door.address(), role)
            reading.feed(page.text)
            for form in reading.found:
                found.setdefault((re.sub(r"\d+", "1", form.action), tuple(form.kinds)), form)
    return list(found.values())


def bodies_of(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and fields of every body that the schema describes."""
    for path, methods in schema["paths"].items():
        for method, described in methods.items():
            content = described.get("requestBody", {}).get("content", {})
            for shape in content.values():
                yield method, path, fields_of(schema, shape["schema"])
                break
            else:
                if method in {"post", "put", "patch"}:
                    yield method, path, {}


def fields_of(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    if reference := shape.get("$ref"):
        return fields_of(schema, schema["components"]["schemas"][reference.rpartition("/")[2]])
    return shape.get("properties", {})


def kind_of(described: dict[str, Any]) -> str:
    words = (
        described.get("type", "choice"),
        described.get("format", ""),
        "array" if "items" in described else "",
    )
    return " ".join(word for word in words if word)
