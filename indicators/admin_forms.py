"""The form with which DEVT edits an indicator together with its formula."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators import services
from kernel.admin_forms import UnchangedStays, WrittenDecimalField, WrittenDecimalWidget

HELP = _("Measures, numbers, + - * / and parentheses. Empty while the indicator waits for data.")


class IndicatorForm(UnchangedStays):
    """A formula that differs from the newest version becomes a new one."""

    numerator = forms.CharField(
        label=_("Numerator"),
        required=False,
        max_length=500,
        help_text=HELP,
        widget=UnfoldAdminTextareaWidget({"rows": 2}),
    )
    denominator = forms.CharField(
        label=_("Denominator"),
        required=False,
        max_length=500,
        widget=UnfoldAdminTextareaWidget({"rows": 2}),
    )
    scale = WrittenDecimalField(
        label=_("Scale"),
        initial=Decimal(1),
        max_digits=12,
        decimal_places=4,
        help_text=_("100 for a percentage, else 1."),
        widget=WrittenDecimalWidget,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.versions.order_by("-number").first() if self.instance.pk else None
        for name in ("numerator", "denominator", "scale") if newest else ():
            self.initial.setdefault(name, getattr(newest, name))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if plan := found.get("plan"):
            try:
                services.check_formula(
                    plan, numerator=found.get("numerator", ""), denominator=found.get("denominator", "")
                )
            except ValidationError as error:
                self.add_error(None, error)
        return found
