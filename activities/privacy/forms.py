"""Which records of a person are emptied, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.privacy.selectors import Named
from kernel.fields import LongTextField
from kernel.words import WordsField


class FindForm(forms.Form):
    q = WordsField(label=_("Name, or whole e-mail address"), required=False)


class EraseForm(forms.Form):
    """Each record with a box; all are ticked beforehand where an address was looked for."""

    records = forms.MultipleChoiceField(label=_("Records"), widget=forms.CheckboxSelectMultiple)
    reason = LongTextField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, *, found: Sequence[Named], is_sure: bool) -> None:
        super().__init__(data)
        labels: dict[str, list[str]] = {}
        for each in found:
            labels.setdefault(each.record.code, [each.record.code, *about(each)]).extend(each.words)
        chosen: Any = self.fields["records"]
        chosen.choices = [(code, " · ".join(dict.fromkeys(words))) for code, words in labels.items()]
        chosen.initial = list(labels) if is_sure else []


def about(named: Named) -> list[str]:
    """Of which register and member it is."""
    member = getattr(named.record, "member", None)
    return [str(named.place.register.words.title), *([str(member)] if member else [])]
