"""Committees of ISO, and what official sources count per member and year."""

from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.committees.enums import CommitteeKind, SeriesCode
from members.models import Member

if TYPE_CHECKING:
    from members.models import User


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, user: "User") -> Self:
        """Committees are public facts to all who may sign in."""
        return self if user.current_roles else self.none()


@pghistory.track()
class Committee(models.Model):
    """A technical committee, subcommittee or project committee of ISO."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=CommitteeKind)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    subcommittee_number = models.PositiveSmallIntegerField(_("subcommittee number"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent committee"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subcommittees",
    )
    title = models.CharField(_("title"), max_length=300)
    created_on = models.DateField(_("created on"), null=True, blank=True)
    existed_2010 = models.BooleanField(_("existed in 2010"), null=True, blank=True)
    existed_2015 = models.BooleanField(_("existed in 2015"), null=True, blank=True)
    status = models.CharField(_("status in 2025"), max_length=40, blank=True)
    iso_org_id = models.PositiveIntegerField(_("ISO organization id"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        ordering = ["number", "subcommittee_number", "reference"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("committees:committee", args=[self.pk])


@pghistory.track()
class CommitteeYear(models.Model):
    """Who held a committee's secretariat in a year, and how many members it had."""

    committee = models.ForeignKey(
        Committee, verbose_name=_("committee"), on_delete=models.CASCADE, related_name="years"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    secretariat = models.ForeignKey(
        Member,
        verbose_name=_("secretariat"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="secretariats",
    )
    secretariat_acronym = models.CharField(_("secretariat's acronym"), max_length=60, blank=True)
    p_members = models.PositiveSmallIntegerField(_("P-members"), null=True, blank=True)
    o_members = models.PositiveSmallIntegerField(_("O-members"), null=True, blank=True)

    class Meta:
        verbose_name = _("committee in a year")
        verbose_name_plural = _("committees by year")
        ordering = ["committee", "-year"]
        constraints = [
            models.UniqueConstraint(name="committees_committeeyear_once", fields=["committee", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.committee.reference}, {self.year}"


class IcsFieldQuerySet(models.QuerySet["IcsField"]):
    def visible_to(self, user: "User") -> Self:
        """The classification is public to all who may sign in."""
        return self if user.current_roles else self.none()


class IcsField(models.Model):
    """A field of the International Classification for Standards."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    level = models.PositiveSmallIntegerField(_("level"))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=300, blank=True)
    source = models.TextField(_("source"), blank=True)

    objects = IcsFieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("ICS field")
        verbose_name_plural = _("ICS fields")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title_en}"


class StatisticQuerySet(models.QuerySet["Statistic"]):
    def visible_to(self, user: "User") -> Self:
        """Official statistics are public facts to all who may sign in."""
        return self if user.current_roles else self.none()


@pghistory.track()
class Statistic(models.Model):
    """One official figure: what a source counts for a member in a year.

    A missing row is *not reported*; it is never zero.
    """

    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="statistics"
    )
    series = models.CharField(_("series"), max_length=40, choices=SeriesCode)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    imputed_share = models.DecimalField(
        _("share filled in by the publisher"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    quality_note = models.CharField(_("note on quality"), max_length=250, blank=True)
    source = models.TextField(_("source"), blank=True)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")
        ordering = ["series", "year", "member"]
        constraints = [
            models.UniqueConstraint(name="committees_statistic_once", fields=["series", "year", "member"]),
            models.CheckConstraint(name="committees_statistic_not_negative", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_series_display()}, {self.member}, {self.year}: {self.value.normalize():f}"

    @property
    def is_imputed(self) -> bool:
        """Whether the publisher filled in more than half of the year."""
        return self.imputed_share is not None and self.imputed_share > self.IMPUTED_FROM

    IMPUTED_FROM = 0.5
