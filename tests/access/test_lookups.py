"""What the lists of the administration can be asked: only what they declare, and never what they hide.

Every registered model and every column, its own and those of models it leads to, are found
here; a new one is tried without being named.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.utils import flatten, get_fields_from_path
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, ForeignObjectRel, Model
from django.test import Client, RequestFactory
from django.urls import reverse
from import_export.admin import ExportMixin
from unfold.admin import ModelAdmin

from kernel.models import Email
from members.models import User
from tests.access.administration import EDITED, READ, model_of
from tests.access.world import World

OPEN = sorted(EDITED | READ)
OWN_LOOKUPS = ("", "__exact", "__regex", "__startswith", "__gt", "__in", "__isnull", "__icontains")
FOREIGN_LOOKUPS = ("", "__exact", "__regex")
OF_FILTERS = ("", "__exact", "__isnull", "__gte", "__lt")
"""What Django's filters of one column can ask of it; a relation is asked for by its key, too."""
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]+"')
"""Differs from page to page, whatever was asked."""


def admin_of(label: str) -> ModelAdmin:
    return admin.site._registry[model_of(label)]


def names_of_columns(model: type[Model]) -> list[str]:
    return [name for field in model._meta.concrete_fields for name in {field.name, field.attname}]


def lookups(model: type[Model]) -> Iterator[str]:
    """Every column of the model, and of every model that one step leads to, asked in every way."""
    for field in model._meta.get_fields():
        if isinstance(field, Field) and field.concrete:
            yield from (name + how for name in {field.name, field.attname} for how in OWN_LOOKUPS)
        if isinstance(field, ForeignObjectRel | ForeignKey) or field.many_to_many:
            way = field.get_accessor_name() if isinstance(field, ForeignObjectRel) else field.name
            way = field.name if isinstance(field, ForeignObjectRel) and not field.hidden else way
            yield from (
                f"{way}__{name}{how}"
                for name in names_of_columns(field.related_model)
                for how in FOREIGN_LOOKUPS
            )


def declared(model_admin: ModelAdmin) -> set[str]:
    """What filters and the choice of dates may ask, from the class alone."""
    paths = [path for path in model_admin.list_filter if isinstance(path, str)]
    assert len(paths) == len(model_admin.list_filter), "Say here what a filter of another kind asks."
    found = {path + how for path in paths for how in OF_FILTERS}
    for path in paths:
        field = get_fields_from_path(model_admin.model, path)[-1]
        if field.is_relation:
            found |= {f"{path}__{field.target_field.name}__exact"}
    dates = model_admin.date_hierarchy
    return found | ({f"{dates}__{how}" for how in ("year", "month", "day", "gte", "lt")} if dates else set())


def asked(model_admin: ModelAdmin, reader: User, parameters: dict[str, str]) -> None:
    request = RequestFactory().get("/", parameters)
    request.user = reader
    model_admin.get_changelist_instance(request)


def is_refused(model_admin: ModelAdmin, reader: User, lookup: str, value: str) -> bool:
    try:
        asked(model_admin, reader, {lookup: value})
    except DisallowedModelAdminLookup:
        return True
    except admin.options.IncorrectLookupParameters:
        return False  # it was looked at, and its value made no sense
    return False


@pytest.mark.parametrize("label", OPEN)
def test_only_declared_lookups_are_looked_at(world: World, label: str) -> None:
    """Django's guard refuses one by one, the portal's names all that no filter declares."""
    model_admin, reader = admin_of(label), world.people["devt"]
    tried = set(lookups(model_admin.model))
    assert len(tried) >= len(OWN_LOOKUPS) * len(model_admin.model._meta.concrete_fields)
    request = RequestFactory().get("/")
    request.user = reader
    passed = {lookup for lookup in tried if model_admin.lookup_allowed(lookup, "1", request)}
    undeclared = passed - declared(model_admin)

    with pytest.raises(DisallowedModelAdminLookup) as refused:
        asked(model_admin, reader, dict.fromkeys(undeclared, "1"))

    named = str(refused.value).removeprefix("Filtering by ").removesuffix(" not allowed")
    assert set(named.split(", ")) == undeclared
    columns = set(names_of_columns(model_admin.model)) - declared(model_admin)
    assert {name for name in columns if not is_refused(model_admin, reader, name, "1")} == set()


@pytest.mark.parametrize("label", OPEN)
def test_what_a_list_offers_works(world: World, label: str) -> None:
    """The first choice of each filter leads to an answer, as does a step through the dates."""
    model_admin, client = admin_of(label), world.client("devt")
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    request = RequestFactory().get("/")
    request.user = world.people["devt"]
    listed = model_admin.get_changelist_instance(request)
    offered = [
        choice["query_string"] for spec in listed.filter_specs for choice in list(spec.choices(listed))[1:2]
    ]
    dates = model_admin.date_hierarchy
    offered += [f"?{dates}__year=2026&{dates}__month=2"] if dates else []

    assert {query: client.get(address + query).status_code for query in offered} == dict.fromkeys(
        offered, 200
    )
    assert offered or not model_admin.list_filter or not model_admin.model._default_manager.exists()


def guesses() -> list[tuple[str, str, str, str]]:
    """A list, a hidden column, and two guesses of it, of which the first is right."""
    person, email = User.objects.get(email="editor@example.org"), Email.objects.earliest("pk")
    return [
        ("members_user", "password__regex", person.password[:12], "^wrong$"),
        ("members_user", "password__startswith", person.password[:12], "wrong"),
        ("members_user", "password__gt", "!", "~"),
        ("members_role", "user__password__startswith", person.password[:12], "wrong"),
        ("members_invitation", "token_hash__gt", "!", "~"),
        ("core_email", "text__regex", "invitations/", "^wrong$"),
        ("core_email", "html__contains", email.html[:9], "wrong"),
    ]


def test_a_right_guess_is_answered_like_a_wrong_one(world: World) -> None:
    client = world.client("devt")

    for name, lookup, right, wrong in guesses():
        address = reverse(f"admin:{name}_changelist")
        answers = [client.get(address, {lookup: value}) for value in (right, wrong)]
        assert [answer.status_code for answer in answers] == [400, 400], lookup
        assert len({TOKEN.sub("", answer.text) for answer in answers}) == 1


def test_exports_refuse_the_same(world: World) -> None:
    client, address = world.client("devt"), reverse("admin:members_user_export")

    answers = [client.get(address, {"password__startswith": value}) for value in ("md5", "wrong")]

    assert [answer.status_code for answer in answers] == [400, 400]


def hidden_columns(model: type[Model]) -> set[str]:
    """What the administration has of a model and shows nobody, in no list and on no page."""
    model_admin = admin.site._registry[model]
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    fields = {getattr(field, "__name__", field) for field in flatten(model_admin.get_fields(request, None))}
    shown = fields | {*model_admin.list_display}
    return {field.name for field in model._meta.concrete_fields if field.name not in shown} - {"id"}


def test_secrets_are_among_what_is_hidden() -> None:
    assert "password" in hidden_columns(User)
    assert {"text", "html"} <= hidden_columns(Email)


def ways_in(model_admin: ModelAdmin) -> Iterator[str]:
    """Paths of columns by which a list can be searched, sorted or written to a file."""
    yield from model_admin.search_fields
    for column in model_admin.list_display:
        shown = getattr(model_admin, str(column), None)
        yield str(getattr(shown, "admin_order_field", "") or column).removeprefix("-")
    if isinstance(model_admin, ExportMixin):
        for resource in model_admin.get_export_resource_classes(RequestFactory().get("/")):
            yield from (str(field.attribute) for field in resource().get_export_fields())


@pytest.mark.parametrize("label", OPEN)
def test_no_search_order_or_file_reaches_what_is_hidden(label: str) -> None:
    model_admin = admin_of(label)

    reached = {path: column_at(model_admin.model, path) for path in ways_in(model_admin)}

    leaks = {
        path
        for path, field in reached.items()
        if field and field.model in admin.site._registry and field.name in hidden_columns(field.model)
    }
    assert leaks == set()


def column_at(model: type[Model], path: str) -> Any:
    """The column that a path ends at; nothing for what is no column."""
    try:
        return get_fields_from_path(model, path)[-1]
    except FieldDoesNotExist:
        return None


@pytest.mark.parametrize("column", ["password", "token_hash", "text", "html", "email"])
def test_a_row_is_found_by_its_key_only(world: World, column: str) -> None:
    """A window that chooses a row may ask for it by a column that other models refer to."""
    client = world.client("devt")

    answers = {
        client.get(reverse(f"admin:{name}_changelist"), {"_to_field": column}).status_code
        for name in ("members_user", "members_invitation", "core_email")
    }

    assert answers == {400}


@pytest.mark.parametrize("order", ["99", "-99", "password", "-password", "0.99", "1.password"])
def test_a_list_is_sorted_by_its_columns_only(world: World, order: str) -> None:
    page = world.client("devt").get(reverse("admin:members_user_changelist"), {"o": order})

    listed = page.context["cl"]
    sorted_by = {str(term).removeprefix("-") for term in listed.queryset.query.order_by}
    assert sorted_by
    assert sorted_by <= {"pk", *listed.list_display}


@pytest.mark.parametrize("label", OPEN)
def test_choices_while_typing_show_names_only(world: World, label: str) -> None:
    """The lists behind fields that complete themselves search what is declared, and answer with names."""
    app, name = label.split(".")
    client: Client = world.client("devt")
    fields = admin_of(label).autocomplete_fields

    for field in fields:
        answer = client.get(
            reverse("admin:autocomplete"),
            {"app_label": app, "model_name": name, "field_name": field, "term": "a"},
        )
        assert answer.status_code == 200
        assert {key for row in answer.json()["results"] for key in row} <= {"id", "text"}
