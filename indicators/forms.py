"""How the list of indicators is narrowed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from indicators.enums import IndicatorLevel, Split, Status
from indicators.page import Asked
from indicators.selectors.performance import IndicatorPerformance
from indicators.splits import split_choices
from kernel.asked import refuse_problems
from kernel.words import WordsField, holds_all, words_of
from outputs.models import Output


class FigureForm(forms.Form):
    """Which figure of an indicator is asked for; nothing asks for the newest total."""

    year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    split = forms.ChoiceField(required=False, choices=split_choices)
    group = forms.CharField(required=False, max_length=100)

    def __init__(self, data: Any, years: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        refuse_problems(self)
        found = self.cleaned_data
        return Asked(found["year"], found["split"] or Split.TOTAL, found["group"])


class IndicatorSearch(forms.Form):
    """Search and filters; a choice that does not exist is refused."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int)
    q = WordsField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("all levels")), *IndicatorLevel.choices]
    )
    output = forms.ChoiceField(label=_("Output"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("any status")), *Status.choices]
    )

    def __init__(
        self, data: QueryDict, outputs: list[Output], years: Iterable[int], opening: int, *, with_status: bool
    ) -> None:
        chosen = data.copy()
        chosen["year"] = chosen.get("year") or str(opening)
        super().__init__(chosen)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        choices = [("", _("all outputs")), *((str(output.number), str(output)) for output in outputs)]
        self.fields["output"].choices = choices  # type: ignore[attr-defined]
        if not with_status:
            del self.fields["status"]

    @property
    def year_shown(self) -> int:
        """The year that is asked for, or the one that the list opens on; a wrong choice of any is refused."""
        refuse_problems(self)
        year: int = self.cleaned_data["year"]
        return year

    def narrow(self, standings: list[IndicatorPerformance]) -> list[IndicatorPerformance]:
        chosen = self.cleaned_data
        return [
            standing
            for standing in standings
            if _contains(standing, chosen.get("q", ""))
            and chosen.get("level", "") in {"", standing.indicator.level}
            and chosen.get("output", "") in {"", str(standing.output.number) if standing.output else None}
            and chosen.get("status", "") in {"", standing.status}
        ]


def _contains(standing: IndicatorPerformance, words: str) -> bool:
    """Every word searched for stands in the code, name, definition or unit."""
    indicator = standing.indicator
    texts = [indicator.code, indicator.name, indicator.definition, indicator.unit]
    return holds_all(texts, words_of(words))
