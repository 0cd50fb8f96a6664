"""E-mails that waited when the database was copied are not sent by the copy, unless somebody says so.

They may have been sent long since by the portal that the copy was taken from.  A copy knows itself
by its place: PostgreSQL numbers its clusters, databases and tables by itself, and no dump holds
these numbers, so that whatever was restored lies in another place than the one it remembers.
"""

import datetime as dt

import structlog
from django.db import connection, transaction
from django.utils.translation import gettext as _

from kernel.models import Email, Place

log = structlog.get_logger(__name__)

HERE = """
    SELECT concat_ws('/', system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()),
                     %s::regclass::oid)
    FROM pg_control_system()
"""


def here() -> str:
    with connection.cursor() as cursor:
        cursor.execute(HERE, [Email._meta.db_table])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


@transaction.atomic
def hold_what_was_restored(now: dt.datetime) -> int:
    """Where the database has come to another place, hold what waits; the number of e-mails."""
    found = here()
    known, _is_new = Place.objects.get_or_create(pk=Place.ONLY, defaults={"name": found})
    if known.name == found or not Place.objects.filter(name=known.name).update(name=found):
        return 0
    held = hold(now)
    log.warning("emails_are_held_after_a_restore", number=held)
    return held


def hold(now: dt.datetime) -> int:
    return Email.objects.waiting().update(held_at=now)


def release() -> int:
    """Let everything that is held be sent."""
    return Email.objects.held().update(held_at=None)


def discard() -> int:
    """Give up everything that is held, and erase what lets its reader in."""
    held = Email.objects.held()
    held.filter(keeps_text=False).update(text="", html="")
    words = _("Not sent: it waited when the database was copied, and was discarded.")
    return held.update(held_at=None, attempts=Email.MOST_ATTEMPTS, error=words)
