"""Forms of the home app."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import LongTextField


class ExampleForm(forms.Form):
    """One field of each kind, for the gallery of components."""

    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("As it stands on your badge."))
    positions = forms.IntegerField(label=_("Positions held"), help_text=_("On 31 December."), min_value=0)
    rating = forms.ChoiceField(
        label=_("How did this go?"),
        choices=[("on_track", _("On track")), ("delayed", _("Delayed")), ("completed", _("Completed"))],
        widget=forms.RadioSelect,
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("All")), ("africa", _("Africa"))], required=False
    )
    story = LongTextField(label=_("What changed?"), required=False)
    agrees = forms.BooleanField(label=_("I have checked these figures"), required=False)
