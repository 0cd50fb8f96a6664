"""The work of each role on its start page, as the apps have declared it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.days import moment_words
from kernel.joints import HOME, Panel
from kernel.models import Email
from kernel.registry import Work, WorkCard, WorkRow, register_work, work_of
from members.requests import reader

SHOWN = 3


def register() -> None:
    HOME.show(Panel("home/work.html", work_panel, 20))
    register_work("devt", Work(failed_mails, 60))
    register_work("devt", Work(held_mails, 61))


def work_panel(request: HttpRequest, _thing: object) -> dict[str, Any] | None:
    """The cards of DEVT's queue, of the members' list, or of both for who holds both roles."""
    user = reader(request)
    lists = [who for who, belongs in (("devt", user.is_devt), ("member", user.is_nsb)) if belongs]
    if not lists:
        return None
    return {"cards": [card for who in lists for card in work_of(who, request)], "is_devt": user.is_devt}


def failed_mails(_request: HttpRequest) -> Iterator[WorkCard]:
    """E-mails that could not be sent so far; DEVT alone has this list."""
    failed: QuerySet[Email] = Email.objects.filter(sent_at=None, attempts__gt=0).order_by(
        "-created_at", "-pk"
    )
    if count := failed.count():
        yield WorkCard(
            title=_("E-mails that failed"),
            count=count,
            about=_("Correct the address where it is wrong; the others are tried again."),
            all_url=f"{reverse('admin:core_email_changelist')}?sent_at__isnull=True",
            all_label=_("The outbox"),
            rows=[mail_row(email) for email in failed[:SHOWN]],
        )


def held_mails(_request: HttpRequest) -> Iterator[WorkCard]:
    """E-mails that waited when the database was restored; whoever runs the portal decides."""
    if count := Email.objects.held().count():
        yield WorkCard(
            title=_("E-mails held since a restore"),
            count=count,
            about=_("They may have been sent before. Whoever runs the portal sends or discards them."),
            all_url=f"{reverse('admin:core_email_changelist')}?held_at__isnull=False",
            all_label=_("The outbox"),
            rows=[],
        )


def mail_row(email: Email) -> WorkRow:
    given_up = email.attempts >= Email.MOST_ATTEMPTS
    url = reverse("admin:core_email_change", args=[email.pk])
    written = moment_words(email.created_at)
    return WorkRow(
        title=email.to,
        url=url,
        about=_("%(subject)s, written on %(moment)s") % {"subject": email.subject, "moment": written},
        mark=_("given up") if given_up else _("tried again later"),
        kind="failed" if given_up else "delayed",
        act=_("See why"),
        act_url=url,
    )
