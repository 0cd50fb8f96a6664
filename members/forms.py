"""Forms about people; a service decides over what they hold."""

from typing import Any, cast

from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernel.days import ZONES
from members.enums import DEVT_ROLES, NSB_ROLES, RoleName
from members.models import Invitation, Member, Organisation, User
from members.services.second_factor import use_up


def roles_to_give(user: User) -> list[tuple[str, Any]]:
    """The roles to which `user` may invite, in the order of their table."""
    if user.is_devt_administrator:
        return list(RoleName.choices)
    wanted = [name for name in RoleName if name not in DEVT_ROLES] if user.is_devt else list(NSB_ROLES)
    return [(name.value, name.label) for name in wanted]


def members_to_give(user: User) -> Any:
    members = Member.objects.visible_to(user)
    return members if user.is_devt else members.filter(pk__in=user.member_ids(RoleName.NSB_OFFICER))


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Member"), required=False, help_text=_("For the roles of a member.")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Organization"),
        required=False,
        help_text=_("For donors, where known."),
    )
    message = forms.CharField(
        label=_("A personal word"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the e-mail. May stay empty."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = members_to_give(by)
        cast("forms.ChoiceField", self.fields["role"]).choices = roles_to_give(by)
        cast("forms.ModelChoiceField[Member]", self.fields["member"]).queryset = members
        if not by.is_devt:
            del self.fields["organisation"]
            self.fields["member"].required = True
            self.fields["member"].help_text = ""
            self.fields["member"].initial = members.first()

    def clean(self) -> dict[str, Any]:
        """A role of a member needs the member; other roles take none along by mistake."""
        data = super().clean() or {}
        of_member = data.get("role") in NSB_ROLES
        if of_member and not data.get("member") and "member" not in self.errors:
            self.add_error("member", _("Choose the member for which this person will act."))
        if data.get("role") and data.get("member") and not of_member:
            self.add_error("member", _("This role is not one of a member: leave the member empty."))
        if data.get("organisation") and data.get("role") not in ("", None, RoleName.DONOR):
            self.add_error("organisation", _("Only donors belong to an organization: leave it empty."))
        return data


class NewPersonForm(forms.Form):
    """An invited person's name and first password."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; a few words that only you would put together are best."),
    )
    repeated = forms.CharField(
        label=_("The password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password")
        if password and data.get("repeated") and password != data["repeated"]:
            self.add_error("repeated", _("The two passwords differ."))
        if password:
            self.check_strength(password, data.get("name", ""))
        return data

    def check_strength(self, password: str, name: str) -> None:
        try:
            password_validation.validate_password(password, User(email=self.invitation.email, name=name))
        except ValidationError as weak:
            self.add_error("password", weak)


class ActivateAppForm(ActivateTOTPForm):
    """Switches on two-step sign-in; the code that does it opens nothing once more."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if not use_up(user=self.user, code=code):
            raise ValidationError(_("This code was used before. Wait for the next one."))
        return code


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept on record, and told to the person."),
    )


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=150)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("Times and due dates are shown in it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(ZONES)
        cast("forms.ChoiceField", self.fields["time_zone"]).choices = [
            ("", _("The portal's")),
            *((name, name) for name in names),
        ]


class TokenForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
    )
