"""Forms of DEVT's pages; each parses, the services decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.reporting.selectors.attention import Concern
from kernel.fields import LongTextField, WholeNumberField, refuse_far_day


def date_field(label: Any, **arguments: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[refuse_far_day], **arguments)


class DatesForm(forms.Form):
    """The window of a round."""

    opens_on = date_field(_("Opens on"))
    due_on = date_field(_("Due on"))
    closes_on = date_field(
        _("Closes on"),
        help_text=_("Late reports are taken until the end of this day; then the round closes by itself."),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for earlier, later in (("opens_on", "due_on"), ("due_on", "closes_on"), ("opens_on", "closes_on")):
            if earlier in found and later in found and found[earlier] > found[later]:
                self.add_error(later, _("A round opens, falls due and closes, in this order."))
        return found


class ChangeDatesForm(DatesForm):
    """Other dates of a round that is open: the members are told the reason."""

    reason = LongTextField(label=_("Reason, for the members"), widget=forms.Textarea(attrs={"rows": 3}))


class RoundForm(DatesForm):
    """A new round; `years` are those of the plan that have none yet."""

    year = forms.TypedChoiceField(label=_("Year reported on"), coerce=int)
    field_order = ("year", "opens_on", "due_on", "closes_on")

    def __init__(self, *arguments: Any, years: Iterable[int], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]


class MembersForm(forms.Form):
    """Some of the members offered, all of them at first unless some are chosen before.

    Each choice says whom an e-mail reaches there.
    """

    members = forms.TypedMultipleChoiceField(
        label=_("Members"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *arguments: Any,
        choices: list[tuple[int, str]],
        chosen: Iterable[int] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.fields["members"].choices = choices  # type: ignore[attr-defined]
        self.fields["members"].initial = [pk for pk, _label in choices] if chosen is None else list(chosen)


class ReopenRoundForm(MembersForm):
    """The closed round open again for some, until a last day."""

    due_on = date_field(_("Last day"), help_text=_("Until the end of this day they fill in and submit."))
    reason = LongTextField(label=_("Reason, for the members"), widget=forms.Textarea(attrs={"rows": 3}))


class ExtensionForm(forms.Form):
    """More time for one member whose report is still to come."""

    member = forms.ChoiceField(label=_("Member"))
    due_on = date_field(_("New due date"))
    reason = LongTextField(label=_("Reason, for the member"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *arguments: Any, choices: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["member"].choices = choices  # type: ignore[attr-defined]


class RemindForm(MembersForm):
    """Whom to remind, and what to add to the e-mail."""

    message = LongTextField(
        label=_("Add to the e-mail"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ConcernForm(forms.Form):
    """Which of what needs DEVT's eye is shown."""

    concern = forms.ChoiceField(choices=[("", ""), *Concern.choices], required=False)


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class CloseRoundForm(forms.Form):
    """Before the round's last day has passed, the members are told why it ends."""

    reason = LongTextField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept, and told by e-mail to the members whose report has not come."),
    )

    def __init__(self, *arguments: Any, is_early: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reason"].required = is_early


class OptionalReasonForm(forms.Form):
    reason = LongTextField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class VersionForm(forms.Form):
    """Which version the decision was taken on."""

    version = WholeNumberField(widget=forms.HiddenInput)


class ReturnForm(VersionForm):
    due_on = date_field(_("Due again on"))
    reason = LongTextField(
        label=_("To the member"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed where no remark is pinned to a section."),
    )


class ReopenForm(ReasonForm):
    due_on = date_field(
        _("Due again on"),
        required=False,
        help_text=_("Give a date to return the report to the member; leave it empty to review it again."),
    )


class AnswerForm(forms.Form):
    """A member's answer to the remarks on a section."""

    text = LongTextField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 4}))


class RemarkForm(forms.Form):
    text = LongTextField(label=_("Pin a remark to this section"), widget=forms.Textarea(attrs={"rows": 4}))
    is_internal = forms.BooleanField(required=False)
