"""Forms of what is wrong with a record, and of how that was resolved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import LongTextField


class DisputeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    comment = LongTextField(
        label=_("What is wrong"),
        help_text=_("DEVT reads it, puts the record right, or tells you why it stands."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ResolveForm(forms.Form):
    resolution = LongTextField(
        label=_("How it was resolved"),
        help_text=_("The member reads it. Change the record first, where it was wrong."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
