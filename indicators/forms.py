"""How the list of indicators is narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.enums import IndicatorLevel, Status
from indicators.selectors.standings import Standing
from outputs.models import Output


class IndicatorSearch(forms.Form):
    """Search and filters; a choice that does not exist narrows nothing."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("all levels")), *IndicatorLevel.choices]
    )
    output = forms.ChoiceField(label=_("Output"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("any status")), *Status.choices]
    )

    def __init__(self, data: Any, outputs: list[Output], *, with_status: bool) -> None:
        super().__init__(data)
        choices = [("", _("all outputs")), *((str(output.number), str(output)) for output in outputs)]
        self.fields["output"].choices = choices  # type: ignore[attr-defined]
        if not with_status:
            del self.fields["status"]

    def narrow(self, standings: list[Standing]) -> list[Standing]:
        self.full_clean()
        chosen = self.cleaned_data
        return [
            standing
            for standing in standings
            if _contains(standing, chosen.get("q", ""))
            and chosen.get("level", "") in {"", standing.indicator.level}
            and chosen.get("output", "") in {"", str(standing.output.number) if standing.output else None}
            and chosen.get("status", "") in {"", standing.status}
        ]


def _contains(standing: Standing, words: str) -> bool:
    """Every word searched for stands in the code, name, definition or unit."""
    indicator = standing.indicator
    text = f"{indicator.code} {indicator.name} {indicator.definition} {indicator.unit}".casefold()
    return all(word in text for word in words.casefold().split())
