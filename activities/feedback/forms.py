"""Forms of asking, and of answers."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from activities.events.models import Event
from activities.feedback.enums import LONGEST_REMARK, OPEN_DAYS, TYPED, Grade, Said, Way
from activities.feedback.models import GRADED, QUESTIONS, Response
from kernel.days import portal_day
from kernel.fields import LongTextField
from kernel.words import WordsField


class AskForm(forms.Form):
    closes_on = forms.DateField(
        label=_("People may answer until"),
        help_text=_("When that day is over, the answers can be read; nobody answers after it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, *, event: Event) -> None:
        super().__init__(data)
        days = dt.timedelta(days=OPEN_DAYS)
        today = portal_day()
        self.fields["closes_on"].initial = max(event.ended_on or today, today) + days


class CodeForm(forms.Form):
    code = WordsField(
        label=_("Code"), help_text=_("Six letters and digits, as they are shown in the room."), max_length=20
    )

    def clean_code(self) -> str:
        return "".join(filter(str.isalnum, self.cleaned_data["code"])).upper()


class TakeOutForm(forms.Form):
    def __init__(self, data: Any, *, remarks: QuerySet[Response]) -> None:
        super().__init__(data)
        self.fields["remark"] = forms.ModelChoiceField(remarks)


class RemarkField(LongTextField):
    """A line break is one character, as browsers count."""

    def to_python(self, value: Any) -> Any:
        return str(super().to_python(value)).replace("\r\n", "\n")


class ResponseForm(forms.Form):
    """One person's answers, each of which may be left out, but not all."""

    ticket = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"ticket": uuid.uuid4()})
        for name in GRADED:
            self.fields[name] = one_of(name, Grade.choices, coerce=int, empty_value=None)
        self.fields["will_use"] = one_of("will_use", Said.choices, empty_value="")
        self.fields["otherwise"] = RemarkField(
            label=label_of("otherwise"),
            help_text=_("Name nobody: your answer is kept without your name."),
            widget=forms.Textarea(attrs={"rows": 3}),
            validators=[MaxLengthValidator(LONGEST_REMARK)],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.errors and not any(found.get(name) for name in QUESTIONS):
            raise forms.ValidationError(_("Answer one question at least."))
        return found


def one_of(name: str, choices: Any, **more: Any) -> forms.TypedChoiceField:
    """With a choice that takes a tick back."""
    given = [*choices, ("", _("no answer"))]
    return forms.TypedChoiceField(
        label=label_of(name), choices=given, widget=forms.RadioSelect, required=False, **more
    )


def label_of(name: str) -> Any:
    field: Any = Response._meta.get_field(name)
    return field.verbose_name


class TypedForm(ResponseForm):
    """What stands on a sheet, or is told by telephone."""

    way = forms.ChoiceField(
        label=_("How it came"),
        choices=[(way.value, way.label) for way in TYPED],
        initial=Way.SHEET,
        widget=forms.RadioSelect,
    )
    field_order = ("way",)
