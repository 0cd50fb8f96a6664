"""E-mail: written into the outbox with the change that causes it, sent after commit."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.template import Context, Engine
from django.utils.translation import get_language

from kernel.models import Email
from kernel.queue import enqueue_after_commit
from kernel.tasks import send_email


class Reader(Protocol):
    """Whoever has an address: a person of the members app."""

    email: str


def send(
    *,
    to: Iterable[Reader | str],
    template: str,
    context: Mapping[str, Any] | None = None,
    link_ends_at: dt.datetime | None = None,
) -> list[Email]:
    """Write one e-mail per recipient from `templates/emails/<template>.{subject.txt,txt,html}`.

    Call it inside the transaction of the change that the e-mail tells of: a rollback
    takes the e-mail with it, a commit hands it to the worker.  Templates also get
    `recipient` (None for a bare address) and `base_url`, to which they add a path for
    a link.  Nothing is escaped in the text parts.  `link_ends_at` is for a link that
    lets its reader in, and says until when: the text is erased once it is sent, given
    up, or of no use any more.
    """
    return [
        put_in_outbox(reader, template, dict(context or {}), link_ends_at=link_ends_at)
        for reader in distinct(to)
    ]


def distinct(to: Iterable[Reader | str]) -> list[Reader | str]:
    found = {address_of(reader).lower(): reader for reader in to}
    return list(found.values())


def address_of(reader: Reader | str) -> str:
    return reader if isinstance(reader, str) else reader.email


@transaction.atomic
def put_in_outbox(
    reader: Reader | str, template: str, context: dict[str, Any], *, link_ends_at: dt.datetime | None
) -> Email:
    context |= {
        "recipient": None if isinstance(reader, str) else reader,
        "base_url": settings.BASE_URL,
        "LANGUAGE_CODE": get_language(),
    }
    email = Email.objects.create(
        to=address_of(reader),
        subject=" ".join(render(f"{template}.subject.txt", context, autoescape=False).split())[:250],
        text=render(f"{template}.txt", context, autoescape=False).strip() + "\n",
        html=render(f"{template}.html", context, autoescape=True),
        keeps_text=link_ends_at is None,
        link_ends_at=link_ends_at,
    )
    enqueue_after_commit(send_email, email.pk)
    return email


def render(name: str, context: dict[str, Any], *, autoescape: bool) -> str:
    template = Engine.get_default().get_template(f"emails/{name}")
    return template.render(Context(context, autoescape=autoescape))
