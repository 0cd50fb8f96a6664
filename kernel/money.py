"""An amount in its own currency, and what it came to in Swiss francs on the day of its rate."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FRANCS = "CHF"
"""The currency of the secretariat's accounts, in which amounts are added up."""
MOST = Decimal(10) ** 12
CENTIME = Decimal("0.01")
LEAST_RATE = Decimal("0.00000001")
CURRENCIES = frozenset(list_currencies()) - {"XXX", "XTS"}
"""Of ISO 4217, with those that were replaced since; without the codes for none and for tests."""


def refuse_unknown_currency(code: str) -> None:
    """A `ValidationError` for what is no code of ISO 4217."""
    if code not in CURRENCIES:
        words = _("“%(code)s” is no currency. Write the three letters of ISO 4217, for example CHF or KES.")
        raise ValidationError(words % {"code": code})


def in_francs(amount: Decimal | None, currency: str, rate: Decimal | None) -> Decimal | None:
    """None where the amount is not known, or the rate of another currency."""
    if amount is None or (currency != FRANCS and rate is None):
        return None
    return amount if currency == FRANCS or rate is None else (amount * rate).quantize(CENTIME)


class Money(models.Model):
    """What a record was worth: amount, currency, and the rate of the day on which it was reckoned."""

    amount = models.DecimalField(
        gettext_lazy("amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(
        gettext_lazy("currency"),
        max_length=3,
        blank=True,
        default="",
        validators=[refuse_unknown_currency],
        help_text=gettext_lazy("Three letters, for example KES; empty: Swiss francs."),
    )
    rate = models.DecimalField(
        gettext_lazy("Swiss francs for one of it"),
        max_digits=18,
        decimal_places=8,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_RATE)],
        help_text=gettext_lazy("Of another currency; without a rate it is in no sum."),
    )
    rate_on = models.DateField(gettext_lazy("rate of the day"), null=True, blank=True)
    francs = models.DecimalField(
        gettext_lazy("in Swiss francs"), max_digits=23, decimal_places=2, null=True, editable=False
    )

    money_fields: ClassVar = ("amount", "currency", "rate", "rate_on")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_amount_not_negative",
                condition=Q(amount=None) | Q(amount__gte=0),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_rate_of_a_day",
                condition=Q(rate=None, rate_on=None) | Q(rate__gt=0, rate_on__isnull=False),
                violation_error_message=gettext_lazy("Give a rate with its day, or neither."),
            ),
        ]

    def reckon(self) -> None:
        """Fill in what it came to in francs."""
        if self.amount is not None:
            self.currency = self.currency or FRANCS
        self.francs = in_francs(self.amount, self.currency, self.rate)

    def money_problems(self) -> Iterator[tuple[str, str]]:
        if self.currency in ("", FRANCS) and self.rate is not None and self.rate != 1:
            yield "rate", _("Swiss francs need no rate.")
        if self.amount is not None and self.rate is not None and self.amount * self.rate >= MOST:
            yield "rate", _("That is more money than there is: look at the amount and the rate.")
