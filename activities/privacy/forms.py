"""Which records of a person are emptied, and why; which two are one, and what it says."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from activities.events.models import Person
from activities.privacy.pairs import FIRST, SECOND, Pair
from activities.privacy.selectors import Named
from kernel.fields import LongTextField
from kernel.words import WordsField

DIGEST = 64
"""Digits of a digest."""


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


class ChooseTwoForm(forms.Form):
    """Which two of those found are looked at beside each other."""

    person = forms.TypedMultipleChoiceField(
        label=_("Two records of one person"), widget=forms.CheckboxSelectMultiple, coerce=int
    )

    def __init__(self, data: Any, *, found: Sequence[Person], rows: Mapping[int, int]) -> None:
        super().__init__(data)
        chosen: Any = self.fields["person"]
        chosen.choices = [(str(each.pk), label_of(each, rows[each.pk])) for each in found]

    def clean_person(self) -> list[int]:
        chosen: list[int] = sorted(set(self.cleaned_data["person"]))
        if len(chosen) != len((FIRST, SECOND)):
            raise ValidationError(_("Tick two."))
        return chosen


def label_of(person: Person, rows: int) -> str:
    number = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows}
    parts = person.name, person.email, person.member, person.get_sex_display(), number
    return " · ".join(str(part) for part in parts if part)


class MergeForm(forms.Form):
    """What stands in each field in which both differ; nothing is chosen beforehand."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=DIGEST)

    def __init__(self, data: Any, *, pair: Pair) -> None:
        super().__init__(data, initial={"seen": pair.digest})
        self.pair = pair
        for each in pair.differing:
            self.fields[each.name] = forms.ChoiceField(
                label=each.label,
                choices=[(FIRST, each.first), (SECOND, each.second)],
                widget=forms.RadioSelect,
            )
        self.fields["sure"] = forms.BooleanField(
            label=_("They are one person, and I know that this cannot be undone.")
        )

    @property
    def is_stale(self) -> bool:
        """Whether it was filled in with other records before the eyes than those that stand now."""
        return self.is_bound and self.data.get("seen") != self.pair.digest

    @property
    def chosen(self) -> dict[str, str]:
        return {each.name: self.cleaned_data[each.name] for each in self.pair.differing}
