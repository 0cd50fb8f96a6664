"""A resource, and each use of one: by whom, when, for how many, and how useful it was."""

from collections.abc import Iterator
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.enums import Language
from activities.records import Collected, PartyQuerySet, PlanRecord
from activities.resources.enums import Level, Rating, ResourceKind
from kernel.partial_dates import PartialDateField, year_of
from kernel.registers.fields import link
from kernel.registers.links import RecordCodeField
from kernel.texts import refuse_too_long
from members.models import Member, Organisation


class ResourceQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("member", "officer", "plan").prefetch_related(
            "activities", "organizations"
        )


@pghistory.track()
class Resource(Collected, PlanRecord):
    """Something that was made to be read, learned from or worked with."""

    register_key = "resources"
    code_prefix = "RS"
    searched = ("code", "title", "about", "edition", "other_makers")

    title = models.CharField(gettext_lazy("title"), max_length=200)
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=ResourceKind)
    member = link(
        Member,
        gettext_lazy("made by the member"),
        help_text=gettext_lazy("Empty for those of DEVT and of others."),
    )
    organizations = models.ManyToManyField(
        Organisation, verbose_name=gettext_lazy("with the organizations"), blank=True, related_name="+"
    )
    other_makers = models.CharField(gettext_lazy("made by others"), max_length=300, blank=True)
    published_on = PartialDateField(gettext_lazy("published"))
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=gettext_lazy("languages"),
        default=list,
        blank=True,
    )
    edition = models.CharField(gettext_lazy("edition or ISBN"), max_length=200, blank=True)
    address = models.URLField(gettext_lazy("address"), max_length=500, blank=True)
    about = models.CharField(gettext_lazy("subject"), max_length=200, blank=True)
    audience = models.CharField(gettext_lazy("audience"), max_length=200, blank=True)
    level = models.CharField(gettext_lazy("level"), max_length=20, choices=Level, blank=True)
    need = RecordCodeField(
        gettext_lazy("need behind it"), help_text=gettext_lazy("The code of a need, for example ND-2013-004.")
    )
    note = models.TextField(gettext_lazy("note"), blank=True, validators=[refuse_too_long])

    objects = ResourceQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("resource")
        verbose_name_plural = gettext_lazy("resources")
        ordering = ["-published_on", "code"]

    @property
    def year(self) -> int | None:
        return year_of(self.published_on)

    @property
    def years(self) -> set[int | None]:
        """Uses of any year are divided by its kind."""
        return {None}


class UseQuerySet(PartyQuerySet):
    def listed(self) -> Self:
        return self.select_related("resource", "member", "officer", "plan").prefetch_related("activities")


@pghistory.track()
class Use(PlanRecord):
    """What a member used, and what for; or what it looked for and did not find."""

    register_key = "resource-uses"
    code_prefix = "RU"
    searched = ("code",)

    resource = link(Resource, gettext_lazy("resource"))
    sought = models.CharField(
        gettext_lazy("looked for and not found"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Where no resource on record served."),
    )
    member = link(Member, gettext_lazy("used by the member"), is_required=True)
    used_on = PartialDateField(gettext_lazy("when"), blank=False)
    people = models.PositiveIntegerField(gettext_lazy("for how many people"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        gettext_lazy("how useful it was"), choices=Rating, null=True, blank=True
    )
    what_for = models.TextField(
        gettext_lazy("what for, and what came of it"), blank=True, validators=[refuse_too_long]
    )

    objects = UseQuerySet.as_manager()

    class Meta(PlanRecord.Meta):
        verbose_name = gettext_lazy("use of a resource")
        verbose_name_plural = gettext_lazy("uses of resources")
        ordering = ["-used_on", "code"]
        constraints = [
            *PlanRecord.Meta.constraints,
            models.CheckConstraint(
                name="resources_use_of_one_thing",
                condition=Q(resource=None, sought__gt="") | Q(resource__isnull=False, sought=""),
                violation_error_message=gettext_lazy(
                    "Name the resource, or say what was looked for; one of the two."
                ),
            ),
            models.CheckConstraint(
                name="resources_use_rated_if_used",
                condition=Q(rating=None) | (Q(rating__gte=1, rating__lte=5) & Q(resource__isnull=False)),
                violation_error_message=gettext_lazy("What was not found cannot be rated."),
            ),
        ]

    @property
    def title(self) -> str:
        """Of what is on record; what was sought is its member's to tell."""
        return self.resource.title if self.resource else _("No resource found")

    @property
    def year(self) -> int | None:
        return year_of(self.used_on)

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from super().problems()
        if self.resource_id and self.resource.is_cancelled and not self.names_it_already:
            yield "resource", _("%(record)s was cancelled.") % {"record": self.resource}

    @property
    def names_it_already(self) -> bool:
        """Whether it stands on record with this resource, which may have been cancelled since."""
        return bool(self.pk) and Use.objects.filter(pk=self.pk, resource=self.resource_id).exists()
