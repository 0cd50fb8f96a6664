"""Files that were taken in: what they said, what was made of them, and what each record was before."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

UNDO_DAYS, KEPT_DAYS = 14, 30
"""For so long an import can be undone, and its files are kept."""


class ImportState(models.TextChoices):
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, nothing saved yet")
    CONFIRMING = "confirming", _("being written")
    CONFIRMED = "confirmed", _("confirmed")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


class ImportQuerySet(models.QuerySet["Import"]):
    def at_work(self) -> Self:
        """Those that wait for a worker or are in its hands."""
        return self.filter(state__in=(ImportState.CHECKING, ImportState.CONFIRMING))


class Import(models.Model):
    """One or more files for an importer; nothing is written before it is confirmed."""

    importer = models.CharField(_("importer"), max_length=60)
    state = models.CharField(_("state"), max_length=12, choices=ImportState, default=ImportState.CHECKING)
    plan = models.CharField(_("plan"), max_length=40, blank=True)
    given = models.JSONField(_("said of the whole file"), default=dict)
    statement = models.JSONField(_("statement"), default=dict, encoder=DjangoJSONEncoder)
    error = models.TextField(_("error"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty for a command."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    queued_at = models.DateTimeField(_("queued"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return _("Import %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("imports:import", args=[self.pk])

    @property
    def undo_until(self) -> dt.datetime | None:
        return self.confirmed_at and self.confirmed_at + dt.timedelta(days=UNDO_DAYS)

    @property
    def is_at_work(self) -> bool:
        return self.state in {ImportState.CHECKING, ImportState.CONFIRMING}

    @property
    def is_checked(self) -> bool:
        return self.state == ImportState.CHECKED

    @property
    def is_confirmed(self) -> bool:
        return self.state == ImportState.CONFIRMED


class ImportFile(models.Model):
    """The bytes of a file, until they are forgotten, and what somebody said of it."""

    of = models.ForeignKey(Import, verbose_name=_("import"), on_delete=models.CASCADE, related_name="files")
    slot = models.CharField(_("as"), max_length=60)
    name = models.CharField(_("name"), max_length=250)
    content = models.BinaryField(_("content"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    is_pasted = models.BooleanField(_("pasted"), default=False)
    options = models.JSONField(_("said of it"), default=dict)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="core_importfile_once", fields=["of", "slot"])]

    def __str__(self) -> str:
        return self.name


class ImportedRecord(models.Model):
    """A record that an import wrote: what it was before, empty for one that was added, and after."""

    of = models.ForeignKey(Import, verbose_name=_("import"), on_delete=models.CASCADE, related_name="records")
    model = models.CharField(_("model"), max_length=100)
    object_pk = models.CharField(_("primary key"), max_length=40)
    before = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)
    after: Any = models.JSONField(_("after"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.model} {self.object_pk}"
