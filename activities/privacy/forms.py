"""Which records of a person are emptied, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.privacy.selectors import Named
from kernel.fields import LongTextField
from kernel.words import WordsField


class FindForm(forms.Form):
    q = WordsField(label=_("Name or e-mail address, in full"), required=False)


class EraseForm(forms.Form):
    """Each record with a box, ticked beforehand."""

    records = forms.MultipleChoiceField(label=_("Records"), widget=forms.CheckboxSelectMultiple)
    reason = LongTextField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, *, found: Sequence[Named]) -> None:
        super().__init__(data)
        choices = [(each.record.code, label(each)) for each in found]
        chosen: Any = self.fields["records"]
        chosen.choices = choices
        chosen.initial = [code for code, _label in choices]


def label(named: Named) -> str:
    member = getattr(named.record, "member", None)
    words = [named.record.code, named.name, str(member or ""), str(named.register.words.title)]
    return " · ".join(filter(None, words))
