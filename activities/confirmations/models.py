"""What a member says of a record, as it stood when it said so."""

import json
from typing import Any, Self

import pghistory
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from kernel.registers.links import record_named
from kernel.registers.records import Record
from kernel.texts import refuse_too_long
from members.models import Member, User

LEFT_OUT = {"officer", "note", "source"}
"""What a member is not asked about: a change of it opens nothing again."""


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def visible_to(self, user: User) -> Self:
        if not user.current_roles:
            return self.none()
        return self if user.is_devt or user.is_devco else self.filter(member__in=user.member_ids())

    def disputed(self) -> Self:
        """What was disputed and not resolved."""
        return self.filter(is_right=False, resolved_at=None)


@pghistory.track()
class Confirmation(models.Model):
    """That a record is right, or what is wrong with it; and how DEVT resolved it."""

    code = models.CharField(gettext_lazy("record"), max_length=40)
    member = models.ForeignKey(
        Member, verbose_name=gettext_lazy("member"), on_delete=models.PROTECT, related_name="+"
    )
    seen = models.JSONField(gettext_lazy("what was seen"), encoder=DjangoJSONEncoder)
    """Columns of the record with what stood in them."""
    is_right = models.BooleanField(gettext_lazy("confirmed"))
    comment = models.TextField(gettext_lazy("what is wrong"), blank=True, validators=[refuse_too_long])
    at = models.DateTimeField(gettext_lazy("said"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    resolved_at = models.DateTimeField(gettext_lazy("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("resolved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    resolution = models.TextField(
        gettext_lazy("how it was resolved"), blank=True, validators=[refuse_too_long]
    )
    is_sample = models.BooleanField(gettext_lazy("sample data"), default=False)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("confirmation")
        verbose_name_plural = gettext_lazy("confirmations")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["member", "code"], name="confirmations_of_a_member")]
        constraints = [
            models.CheckConstraint(
                name="confirmations_dispute_says_what",
                condition=Q(is_right=True, comment="", resolved_at=None) | Q(is_right=False, comment__gt=""),
                violation_error_message=gettext_lazy("Say what is wrong."),
            ),
            models.CheckConstraint(
                name="confirmations_resolved_with_reason",
                condition=Q(resolved_at=None, resolved_by=None, resolution="")
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, resolution__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.member}"

    @property
    def record(self) -> Record | None:
        return record_named(self.code)

    @property
    def is_open_dispute(self) -> bool:
        return not self.is_right and self.resolved_at is None


class Digest(models.Model):
    """An e-mail to a member that told of records and of what it owes."""

    member = models.ForeignKey(
        Member, verbose_name=gettext_lazy("member"), on_delete=models.CASCADE, related_name="+"
    )
    sent_at = models.DateTimeField(gettext_lazy("sent"))
    versions = models.JSONField(gettext_lazy("what it told of"), default=list)

    class Meta:
        verbose_name = gettext_lazy("digest")
        verbose_name_plural = gettext_lazy("digests")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.member}, {self.sent_at}"


def seen_of(register: Any, record: Any) -> dict[str, Any]:
    """What a member sees of a record, by column, as it is stored: notes and who is in charge are left out.

    Rows that belong to it are one text each.
    """
    seen: dict[str, Any] = {}
    for name in register.fields:
        field = register.model._meta.get_field(name)
        if name in LEFT_OUT or name in register.confirmed.without:
            continue
        if field.many_to_many:
            seen[name] = sorted(each.pk for each in getattr(record, name).all())
        else:
            seen[field.attname] = field.get_prep_value(getattr(record, field.attname))
    for inline in register.inlines:
        seen[inline.name] = [row_of(inline, row) for row in getattr(record, inline.name).all()]
    stored: dict[str, Any] = json.loads(json.dumps(seen, cls=DjangoJSONEncoder))
    return stored


def row_of(inline: Any, row: Any) -> list[Any]:
    fields = [inline.model._meta.get_field(name) for name in inline.fields]
    return [getattr(row, field.attname) for field in fields]
