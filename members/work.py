"""What the members app gives people to do on their start page: invitations that nobody accepted."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernel.registry import Work, WorkCard, WorkRow, register_work
from members.models import Invitation
from members.requests import reader

SHOWN = 3


def register() -> None:
    for who in ("devt", "member"):
        register_work(who, Work(ended_invitations, 50))


def ended_invitations(request: HttpRequest) -> Iterator[WorkCard]:
    """Those whose link ran out before anybody followed it, as far as the reader may send them again."""
    visible = Invitation.objects.visible_to(reader(request)).select_related("member", "organisation")
    ended: QuerySet[Invitation] = visible.filter(
        accepted_at=None, revoked_at=None, expires_at__lte=timezone.now()
    )
    if count := ended.count():
        yield WorkCard(
            title=_("Invitations that nobody accepted"),
            count=count,
            about=_("Their links no longer work. Send them again, or revoke them."),
            all_url=reverse("members:people"),
            all_label=_("People"),
            rows=[invitation_row(invitation) for invitation in ended.order_by("-expires_at", "pk")[:SHOWN]],
        )


def invitation_row(invitation: Invitation) -> WorkRow:
    page = reverse("members:people")
    ended = date_format(timezone.localtime(invitation.expires_at))
    return WorkRow(
        title=invitation.email,
        url=page,
        about=_("%(role)s, ended on %(day)s") % {"role": invitation, "day": ended},
        mark=_("ended"),
        kind="delayed",
        act=_("Send again…"),
        act_url=page,
    )
