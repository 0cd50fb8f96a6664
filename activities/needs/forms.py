"""Forms of an owner's needs of a year, and of a call."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.needs.enums import CallAnswer
from activities.needs.models import Call, Need
from kernel.fields import WholeNumberField


class RankForm(forms.Form):
    """A number beside each need; empty: not ranked."""

    def __init__(self, data: Any, *, needs: Sequence[Need]) -> None:
        super().__init__(data)
        self.needs = needs
        for need in needs:
            self.fields[f"rank_{need.pk}"] = WholeNumberField(
                label=need.title, min_value=1, max_value=len(needs), required=False, initial=need.rank
            )

    @property
    def ranks(self) -> dict[int, int | None]:
        return {need.pk: self.cleaned_data[f"rank_{need.pk}"] for need in self.needs}


class CallAnswerForm(forms.Form):
    need = forms.ModelChoiceField(Need.objects.none())
    answer = forms.ChoiceField(choices=CallAnswer)

    def __init__(self, data: Any, *, needs: Any) -> None:
        super().__init__(data)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]


class CallForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Call
        fields = ["plan", "year", "opens_on", "closes_on"]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("opens_on", "closes_on")
        }
        help_texts = {"year": _("Members name what they need in this year.")}
