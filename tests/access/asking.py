"""Asks as the table says, and tells what the world looks like before and after."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.urls import reverse

from tests.access.lines import Line
from tests.access.world import World
from tests.house import HOUSE

THEIRS = {"knox.AuthToken", "mfa.Authenticator", "account.EmailAddress"}
WATCHED = [
    model
    for model in apps.get_models(include_auto_created=True)
    if (model.__module__.startswith(HOUSE) or model._meta.label in THEIRS) and model._meta.managed
]
"""All that the portal keeps, what joins two models and the history of each included."""

WRITTEN = """
    SELECT sum(pg_stat_get_xact_tuples_inserted(one) + pg_stat_get_xact_tuples_updated(one)
               + pg_stat_get_xact_tuples_deleted(one))
    FROM unnest(%s::regclass[]) AS one
"""


def ask(world: World, line: Line, role: str) -> HttpResponseBase:
    address = address_of(world, line)
    client = world.client(role)
    if line.method == "get":
        return client.get(address)
    kind = {"content_type": "application/json"} if address.startswith("/api/") else {}
    return getattr(client, line.method)(address, filled(world, line.body), **kind)


def address_of(world: World, line: Line) -> str:
    places = {name: filled(world, value) for name, value in line.places.items()}
    return reverse(line.name, kwargs=places) + line.query.format(**world.places)


def filled(world: World, value: Any) -> Any:
    """The value with the world's ids in the place of their names."""
    if isinstance(value, str) and value.startswith("{"):
        return world.places[value[1:-1]]
    if isinstance(value, dict):
        return {name.format(**world.places): filled(world, each) for name, each in value.items()}
    return value


def state_of_the_world() -> dict[str, str]:
    """A digest of all rows of each table that is watched."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in WATCHED]
    digests = " UNION ALL ".join(
        f"SELECT '{table}', md5(string_agg(one::text, ' ' ORDER BY one::text)) FROM {table} AS one"  # noqa: S608 (names of tables)
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(digests)
        return dict(cursor.fetchall())


def rows_written() -> int:
    """How many rows this transaction has added, changed or removed in these tables, those undone included.

    Costs a tenth of a digest, and tells less: written rows may be as they were.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in WATCHED]
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [tables])
        (found,) = cursor.fetchone()
    return int(found)


@dataclass(frozen=True)
class Outcome:
    """What came of a request that was undone."""

    status: int
    has_changed: bool
    is_private: bool
    """Whether no cache may keep the answer."""


def undone(world: World, line: Line, role: str) -> Outcome:
    written = rows_written()
    with transaction.atomic():
        answer = ask(world, line, role)
        after = state_of_the_world() if rows_written() != written else None
        transaction.set_rollback(True)
    has_changed = after is not None and after != state_of_the_world()
    return Outcome(answer.status_code, has_changed, is_kept_private(answer))


def is_kept_private(answer: HttpResponseBase) -> bool:
    said = {word.strip() for word in answer.headers.get("Cache-Control", "").split(",")}
    return {"private", "no-store"} <= said and "public" not in said
