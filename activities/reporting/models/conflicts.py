"""Text that met another's text: kept until its author has settled which of the two stays."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.reporting.models.reports import Section


class ConflictCopyQuerySet(models.QuerySet["ConflictCopy"]):
    def unsettled(self) -> "ConflictCopyQuerySet":
        return self.filter(settled_at=None)


@pghistory.track()
class ConflictCopy(models.Model):
    """What a person entered while somebody else saved the same section."""

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.CASCADE, related_name="conflict_copies"
    )
    content = models.JSONField(_("content"))
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = ConflictCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("text set aside")
        verbose_name_plural = _("texts set aside")
        ordering = ["section", "entered_at"]
        constraints = [
            models.UniqueConstraint(
                name="reporting_conflictcopy_one_unsettled",
                fields=["section", "entered_by"],
                condition=models.Q(settled_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(_("%(person)s on %(section)s")) % {"person": self.entered_by, "section": self.section}
