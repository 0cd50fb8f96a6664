"""Text that met another's text: kept until its author has settled which of the two stays."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.reporting.models.reports import Section


class SetAsideQuerySet(models.QuerySet["SetAside"]):
    def unsettled(self) -> "SetAsideQuerySet":
        return self.filter(settled_at=None)


@pghistory.track()
class SetAside(models.Model):
    """What a person entered while somebody else saved the same section."""

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.CASCADE, related_name="set_aside"
    )
    content = models.JSONField(_("content"))
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("text set aside")
        verbose_name_plural = _("texts set aside")
        ordering = ["section", "entered_at"]
        constraints = [
            models.UniqueConstraint(
                name="reporting_setaside_one_unsettled",
                fields=["section", "entered_by"],
                condition=models.Q(settled_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(_("%(person)s on %(section)s")) % {"person": self.entered_by, "section": self.section}
