"""What runs computed."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.enums import WITHHELD, NoValue
from indicators.models.definitions import IndicatorVersion
from indicators.models.runs import Run
from indicators.splits import LONGEST, split_choices
from members.models import Member

if TYPE_CHECKING:
    from members.models import User


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "User") -> Self:
        """For those who report, review or run the plan; donors and the public wait for editions."""
        if user.is_devt or user.is_devco:
            return self.exact()
        return self if user.is_nsb else self.none()

    def exact(self) -> Self:
        """The same results with what is withheld from everybody else."""
        found = ExactResult.objects.all()
        chosen = found.filter(pk__in=self.order_by().values("pk")) if self.query.where else found
        return cast("Self", chosen)

    def with_value(self) -> Self:
        """Those that have a value, told or withheld."""
        return self.filter(Q(value__isnull=False) | Q(exact_value__isnull=False))


class Result(models.Model):
    """What an indicator came to in a year, in total or for one group.

    Without a value it says why; coverage tells how many members were expected to
    report what it was computed from, how many did, were accepted, and gave a value.
    """

    version = models.ForeignKey(
        IndicatorVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="results"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    split = models.CharField(_("split"), max_length=LONGEST, choices=split_choices)
    group = models.CharField(_("group"), max_length=100, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(_("denominator"), max_digits=24, decimal_places=6, null=True)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True)
    no_value = models.CharField(_("why there is no value"), max_length=20, choices=NoValue, blank=True)
    expected = models.PositiveIntegerField(_("members expected"))
    reported = models.PositiveIntegerField(_("members that reported"))
    accepted = models.PositiveIntegerField(_("members accepted"))
    given = models.PositiveIntegerField(
        _("members that gave a value"),
        default=0,
        db_default=0,
        help_text=_("Of several measures: one for each."),
    )
    given_in_part = models.PositiveIntegerField(
        _("members that gave a part"),
        default=0,
        db_default=0,
        help_text=_("For some of several measures, not for all."),
    )
    at_least = models.BooleanField(
        _("at least"),
        default=False,
        db_default=False,
        help_text=_("Some of those counted gave only a part of the sum."),
    )
    others = models.PositiveIntegerField(
        _("countries that are no members"),
        default=0,
        db_default=0,
        help_text=_("On record in the source, not counted."),
    )
    exact_value = models.DecimalField(
        _("value withheld"), max_digits=24, decimal_places=6, null=True, editable=False
    )
    exact_numerator = models.DecimalField(
        _("numerator withheld"), max_digits=24, decimal_places=6, null=True, editable=False
    )
    exact_denominator = models.DecimalField(
        _("denominator withheld"), max_digits=24, decimal_places=6, null=True, editable=False
    )
    exact_no_value = models.CharField(
        _("why there is no value, withheld"),
        max_length=20,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    terms_withheld = models.BooleanField(
        _("numerator and denominator withheld"), default=False, db_default=False, editable=False
    )
    imputed = models.PositiveIntegerField(_("values filled in by their publisher"), default=0)
    has_sample = models.BooleanField(_("contains sample data"), default=False)
    does_not_add_up = models.BooleanField(_("parts do not add up to the total"), default=False)
    # The one that came to it as it stands: later ones found the same, and wrote nothing.
    run = models.ForeignKey(Run, verbose_name=_("run"), on_delete=models.PROTECT, related_name="results")

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["version", "year", "split", "group"]
        constraints = [
            models.UniqueConstraint(
                name="indicators_result_once", fields=["version", "year", "split", "group"]
            ),
            models.CheckConstraint(
                name="indicators_result_value_or_reason",
                condition=Q(value__isnull=False, no_value="") | (Q(value__isnull=True) & ~Q(no_value="")),
            ),
            models.CheckConstraint(
                name="indicators_result_coverage_in_order", condition=Q(accepted__lte=F("reported"))
            ),
            models.CheckConstraint(
                name="indicators_result_given_by_accepted",
                condition=Q(accepted__gte=F("given") + F("given_in_part")),
            ),
        ]
        indexes = [models.Index(fields=["year", "split"], name="indicators_result_year_split")]

    def __str__(self) -> str:
        return f"{self.version} {self.year} {self.split} {self.group}".strip()

    @property
    def has_value(self) -> bool:
        return self.value is not None

    @property
    def withheld(self) -> str:
        """Why it is told to DEVT and DEVCO only; empty where it is told to everybody."""
        return self.no_value if self.no_value in WITHHELD else ""

    @property
    def is_withheld(self) -> bool:
        return bool(self.withheld)

    @property
    def hides_terms(self) -> bool:
        """Whether this reader is told neither numerator nor denominator."""
        return bool(self.withheld) or self.terms_withheld

    @property
    def why_hidden(self) -> str:
        """In words, where it hides them: its own reason, else that they would tell another figure."""
        return str(NoValue(self.withheld or NoValue.WITHHELD_BESIDE).label)


class ExactResult(Result):
    """A result as DEVT and DEVCO read it: with what is withheld from everybody else.

    What is withheld stands in columns of its own, so that whoever forgets to ask tells too
    little and never too much.
    """

    objects = ResultQuerySet.as_manager()  # type: ignore[misc] # its own, of this model

    class Meta:
        proxy = True
        verbose_name = _("result")
        verbose_name_plural = _("results")

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        found = super().from_db(db, field_names, values, **options)
        if found.get_deferred_fields():
            return found
        found.why_withheld = found.no_value if found.no_value in WITHHELD else ""
        if found.why_withheld:
            found.value, found.no_value = found.exact_value, found.exact_no_value
        if found.why_withheld or found.terms_withheld:
            found.numerator, found.denominator = found.exact_numerator, found.exact_denominator
        return found

    why_withheld = ""

    @property
    def withheld(self) -> str:
        return self.why_withheld

    @property
    def hides_terms(self) -> bool:
        return False


class MemberValueQuerySet(models.QuerySet["MemberValue"]):
    def visible_to(self, user: "User") -> Self:
        """DEVT and DEVCO read all, a member's people their member's own, nobody else any."""
        if user.is_devt or user.is_devco:
            return self
        return self.filter(member__in=user.member_ids())


class MemberValue(models.Model):
    """What an indicator comes to for one developing member in a year, from its own values alone.

    Written in the transaction of the year's results, so that the two never tell of different data.
    """

    version = models.ForeignKey(
        IndicatorVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="member_values"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="indicator_values"
    )
    numerator = models.DecimalField(_("numerator"), max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(_("denominator"), max_digits=24, decimal_places=6, null=True)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True)
    no_value = models.CharField(_("why there is no value"), max_length=20, choices=NoValue, blank=True)
    at_least = models.BooleanField(_("at least"), default=False)
    has_sample = models.BooleanField(_("contains sample data"), default=False)

    objects = MemberValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of a member")
        verbose_name_plural = _("values of members")
        ordering = ["version", "year", "member"]
        constraints = [
            models.UniqueConstraint(name="indicators_membervalue_once", fields=["version", "year", "member"]),
            models.CheckConstraint(
                name="indicators_membervalue_value_or_reason",
                condition=Q(value__isnull=False, no_value="") | (Q(value__isnull=True) & ~Q(no_value="")),
            ),
        ]
        indexes = [models.Index(fields=["member", "year"], name="indicators_membervalue_of")]

    def __str__(self) -> str:
        return f"{self.version} {self.year} {self.member}"
