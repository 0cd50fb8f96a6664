"""Who belongs to ISO: regions, members with what changes over the years, organisations."""

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.models import Dated
from members.enums import Category, OrganisationKind, RegionLevel, Scheme
from members.models.periods import OneAtATime, one_at_a_time

if TYPE_CHECKING:
    from members.models.people import User

LETTERS = RegexValidator(r"^[A-Z0-9]+\Z", _("Use capital letters A to Z or digits."))


class Region(models.Model):
    """A region, subregion or intermediate region of the United Nations' M49 standard."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("code"), max_length=100, unique=True)
    level = models.CharField(_("level"), max_length=20, choices=RegionLevel)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, user: "User") -> Self:
        """Members are facts open to everyone who holds a role."""
        return self if user.current_roles else self.none()

    def developing_on(self, day: dt.date) -> Self:
        """Members classified as developing, and members at all, on `day`."""
        developing = Classification.objects.on(day).filter(scheme=Scheme.DEVELOPING, value="yes")
        memberships = Membership.objects.on(day)
        return self.filter(
            pk__in=developing.values("member"),
        ).filter(pk__in=memberships.values("member"))


@pghistory.track()
class Member(models.Model):
    """A country's member of ISO; what changes over the years hangs on it with dates."""

    iso2 = models.CharField(_("ISO 3166 code, two letters"), max_length=2, unique=True, validators=[LETTERS])
    iso3 = models.CharField(
        _("ISO 3166 code, three letters"), max_length=3, unique=True, validators=[LETTERS]
    )
    m49 = models.CharField(_("UN M49 code"), max_length=3, blank=True)
    country = models.CharField(_("country"), max_length=100)
    region = models.ForeignKey(
        Region, verbose_name=_("UN region"), null=True, on_delete=models.PROTECT, related_name="members"
    )
    subregion = models.ForeignKey(
        Region,
        verbose_name=_("UN subregion"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subregion_members",
    )
    intermediate_region = models.ForeignKey(
        Region,
        verbose_name=_("UN intermediate region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="intermediate_members",
    )
    iso_org_id = models.PositiveIntegerField(_("ISO organization id"), null=True, blank=True)
    name = models.CharField(_("name in use"), max_length=250, blank=True)
    acronym = models.CharField(_("acronym in use"), max_length=60, blank=True)
    source = models.TextField(_("source"), blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["country"]

    def __str__(self) -> str:
        return f"{self.acronym} · {self.country}" if self.acronym else self.country


@pghistory.track()
class MemberName(Dated):
    """A name and acronym that a member bore."""

    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="names"
    )
    name = models.CharField(_("name"), max_length=250, blank=True)
    acronym = models.CharField(_("acronym"), max_length=60, blank=True)
    source = models.TextField(_("source"), blank=True)
    needs_check = models.BooleanField(_("inferred, wants a human check"), default=False)

    class Meta(Dated.Meta):
        verbose_name = _("member name")
        verbose_name_plural = _("member names")
        ordering = ["member", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="members_membername_not_empty", condition=~Q(name="") | ~Q(acronym="")
            ),
            models.UniqueConstraint(
                name="members_membername_once",
                fields=["member", "name", "acronym", "valid_from"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.acronym or self.name


@pghistory.track()
class Membership(OneAtATime):
    """The category in which a country belonged to ISO."""

    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="memberships"
    )
    category = models.CharField(_("category"), max_length=20, choices=Category)
    source = models.TextField(_("source"), blank=True)

    class Meta(OneAtATime.Meta):
        triggers = [one_at_a_time("member_id")]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["member", "-valid_from"]
        constraints = [
            *OneAtATime.Meta.constraints,
            models.UniqueConstraint(
                name="members_membership_one_start", fields=["member", "valid_from"], nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.get_category_display()


@pghistory.track()
class Classification(OneAtATime):
    """What a classification says of a country: `yes`, `no`, or the name of an income group."""

    apart_by = ("member_id", "scheme")

    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="classifications"
    )
    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme)
    value = models.CharField(_("value"), max_length=60)
    source = models.TextField(_("source"), blank=True)

    class Meta(OneAtATime.Meta):
        triggers = [one_at_a_time("member_id", "scheme")]
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        ordering = ["member", "scheme", "-valid_from"]
        constraints = [
            *OneAtATime.Meta.constraints,
            models.UniqueConstraint(
                name="members_classification_one_start",
                fields=["member", "scheme", "valid_from"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "User") -> Self:
        """Regional organizations are public to all who may sign in; donors and partners are not."""
        if user.is_devt or user.is_devco:
            return self
        regional = Q(kind=OrganisationKind.REGIONAL)
        own = Q(pk__in=[role.organisation_id for role in user.current_roles if role.organisation_id])
        return self.filter(regional | own) if user.current_roles else self.none()


@pghistory.track()
class Organisation(models.Model):
    """A regional standards organization, a donor or another partner."""

    acronym = models.CharField(_("acronym"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    region = models.CharField(_("region"), max_length=100, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    seat = models.CharField(_("seat"), max_length=100, blank=True)
    members = models.ManyToManyField(
        Member, verbose_name=_("members"), blank=True, related_name="organisations"
    )
    notes = models.TextField(_("notes"), blank=True)
    source = models.TextField(_("source"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["acronym"]

    def __str__(self) -> str:
        return f"{self.acronym} · {self.name}"
