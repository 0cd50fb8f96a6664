"""What addresses answer in a world that nobody has changed: asked once as each role, and read by many."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.http.response import ResponseHeaders

from tests.access.asking import address_of, is_kept_private, rows_written
from tests.access.lines import Line
from tests.access.world import World


@dataclass(frozen=True)
class Reading:
    """An answer, whose body is there to be read again, and what asking for it wrote."""

    status: int
    headers: ResponseHeaders
    body: bytes
    is_file: bool
    is_private: bool
    has_written: bool

    @property
    def kind(self) -> str:
        return str(self.headers.get("Content-Type", ""))

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def data(self) -> Any:
        return json.loads(self.body)


def reading_of(answer: HttpResponseBase, *, has_written: bool = False) -> Reading:
    return Reading(
        status=answer.status_code,
        headers=answer.headers,
        body=b"".join(answer.streaming_content) if answer.streaming else answer.content,
        is_file=answer.streaming,
        is_private=is_kept_private(answer),
        has_written=has_written,
    )


@dataclass(frozen=True)
class Readings:
    """Of one world; a test that changes it asks for itself."""

    world: World
    known: dict[tuple[str, str], Reading] = field(default_factory=dict)

    def of(self, line: Line, role: str) -> Reading:
        return self.at(address_of(self.world, line), role)

    def at(self, address: str, role: str) -> Reading:
        if (address, role) not in self.known:
            self.known[address, role] = self._read(address, role)
        return self.known[address, role]

    def _read(self, address: str, role: str) -> Reading:
        before = rows_written()
        with transaction.atomic():
            answer = self.world.client(role).get(address)
            reading = reading_of(answer, has_written=rows_written() != before)
            transaction.set_rollback(True)
        return reading
