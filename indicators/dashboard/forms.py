"""What the reader of a dashboard chooses to see of its table."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from indicators.dashboard.selectors import Dashboard
from indicators.selectors.performance import IndicatorPerformance
from kernel.asked import refuse_problems


class Show(TextChoices):
    ALL = "", _("all indicators")
    ATTENTION = "attention", _("those that need attention")
    DATA = "data", _("those with data")


class TableFilter(forms.Form):
    """Narrows the indicator table; a choice that does not exist is refused."""

    output = forms.ChoiceField(label=_("Output"), required=False)
    show = forms.ChoiceField(label=_("Show"), required=False, choices=Show.choices)

    def __init__(self, data: Any, dashboard: Dashboard) -> None:
        super().__init__(data)
        outputs = [(str(one.output.number), str(one.output)) for one in dashboard.outputs]
        self.fields["output"].choices = [("", _("all outputs")), *outputs]  # type: ignore[attr-defined]
        self.dashboard = dashboard

    def standings(self) -> list[IndicatorPerformance]:
        refuse_problems(self)
        number, show = self.cleaned_data.get("output"), self.cleaned_data.get("show")
        found = self.dashboard.standings
        return [one for one in found if _belongs(one, number) and _is_shown(one, show)]


def _belongs(standing: IndicatorPerformance, number: str | None) -> bool:
    return not number or (standing.output is not None and str(standing.output.number) == number)


def _is_shown(standing: IndicatorPerformance, show: str | None) -> bool:
    if show == Show.ATTENTION:
        return standing.needs_attention
    return show != Show.DATA or standing.value is not None
