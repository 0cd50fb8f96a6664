"""How long records keep people's names."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy

DEFAULT_YEARS = 3


@pghistory.track()
class Retention(models.Model):
    """After so many whole years names and addresses leave the records; the counts stay."""

    years = models.PositiveSmallIntegerField(
        gettext_lazy("years for which names are kept"),
        default=DEFAULT_YEARS,
        validators=[MinValueValidator(1)],
        help_text=gettext_lazy("After the year of the event, meeting or mission."),
    )
    only_one = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        verbose_name = gettext_lazy("how long names are kept")
        verbose_name_plural = gettext_lazy("how long names are kept")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="privacy_one_retention", condition=models.Q(only_one=True))
        ]

    def __str__(self) -> str:
        return str(self.years)


def years_kept() -> int:
    """What DEVT has set, or three."""
    found = Retention.objects.first()
    return found.years if found else DEFAULT_YEARS
