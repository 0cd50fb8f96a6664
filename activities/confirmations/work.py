"""What confirmations give people to do: members say whether records are right, DEVT resolves disputes."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.confirmations.models import Confirmation
from activities.confirmations.selectors import items_of
from activities.registers import own_members
from kernel.registry import Work, WorkCard, WorkRow, register_work
from members.requests import reader

SHOWN = 3


def register() -> None:
    register_work("member", Work(to_confirm, 34))
    register_work("devt", Work(to_resolve, 48))


def to_confirm(request: HttpRequest) -> Iterator[WorkCard]:
    """Records in which others wrote down what one's members got."""
    for member in own_members(reader(request)):
        waiting = [item for item in items_of(member) if item.is_waiting]
        if waiting:
            yield WorkCard(
                title=_("Support received"),
                about=_("Say whether what is on record of %(member)s is right.") % {"member": member.country},
                rows=[
                    WorkRow(
                        str(getattr(item.record, "title", item.record)),
                        item.record.get_absolute_url(),
                        about=str(item.register.words.title),
                    )
                    for item in waiting[:SHOWN]
                ],
                count=len(waiting),
                all_url=reverse("confirmations:received_of", args=[member.iso2]),
                all_label=_("Confirm or dispute"),
                is_sample=any(item.record.is_sample for item in waiting),
            )


def to_resolve(request: HttpRequest) -> Iterator[WorkCard]:
    disputed = Confirmation.objects.disputed()
    if count := disputed.count():
        shown = disputed.select_related("member").order_by("at", "pk")[:SHOWN]
        yield WorkCard(
            title=_("Disputes"),
            about=_("Members say that a record is wrong: put it right, or say why it stands."),
            rows=[
                WorkRow(
                    each.code, reverse("confirmations:resolve", args=[each.pk]), about=each.member.country
                )
                for each in shown
            ],
            count=count,
            all_url=reverse("confirmations:disputes"),
            all_label=_("All of them"),
            is_sample=disputed.filter(is_sample=True).exists(),
        )
