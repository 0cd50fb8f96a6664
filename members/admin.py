"""DEVT edits members and what changes over the years here; people and roles only as far as the rules go."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.contrib.import_export.forms import ExportForm

from kernel.admin import (
    FeedsFigures,
    PortalAdmin,
    PortalInline,
    ReadOnlyAdmin,
    ReadOnlyInline,
)
from kernel.admin_export import BoundedExport, LinkedImport
from kernel.admin_forms import UnchangedStays
from kernel.admin_groups import Group
from members.enums import RoleName
from members.formsets import PeriodFormSet
from members.models import (
    Classification,
    Invitation,
    Member,
    MemberName,
    Membership,
    Organisation,
    Region,
    Role,
    SecondFactorRemoval,
    User,
)
from members.rules import ADMINISTER_PEOPLE
from members.services.roles import follow_roles, lock_administrators, refuse_without_administrator

MEMBERS = Group("members", _("Keep members and statistics"), 50)
PEOPLE = Group("people", _("Look after people and their access"), 60)


class MemberResource(ModelResource):
    """Names in use."""

    class Meta:
        model = Member
        fields = ("iso2", "iso3", "m49", "country", "name", "acronym", "region__name", "source")


class PersonResource(ModelResource):
    """Never the password, not even its hash."""

    class Meta:
        model = User
        fields = ("name", "email", "time_zone", "is_active", "is_staff", "is_sample", "created_at")


class RoleResource(ModelResource):
    class Meta:
        model = Role
        fields = (
            *("user__name", "user__email", "name", "member__iso2", "organisation__acronym"),
            *("valid_from", "valid_to", "ended_at"),
        )


class NameInline(PortalInline):
    model = MemberName
    fields = ["acronym", "name", "valid_from", "valid_to", "needs_check", "source"]


class MembershipInline(PortalInline):
    model = Membership
    formset = PeriodFormSet
    fields = ["category", "valid_from", "valid_to", "source"]


class ClassificationInline(PortalInline):
    model = Classification
    formset = PeriodFormSet
    fields = ["scheme", "value", "valid_from", "valid_to", "source"]


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    group = MEMBERS
    list_display = ["name", "level", "parent"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]


@admin.register(Member)
class MemberAdmin(FeedsFigures, LinkedImport, PortalAdmin):
    importer = "members"
    group = MEMBERS
    resource_classes = [MemberResource]
    export_form_class = ExportForm
    list_display = ["country", "iso2", "acronym", "name", "region"]
    list_filter = ["region", "memberships__category"]
    list_select_related = ["region"]
    search_fields = ["country", "iso2", "iso3", "acronym", "name", "names__acronym", "names__name"]
    inlines = [NameInline, MembershipInline, ClassificationInline]

    why_never_deleted = _("A country that belonged to ISO stays on record; its membership ends by a date.")


@admin.register(Organisation)
class OrganisationAdmin(PortalAdmin):
    group = MEMBERS
    list_display = ["acronym", "name", "kind", "region"]
    list_filter = ["kind"]
    search_fields = ["acronym", "name"]
    autocomplete_fields = ["members"]


class AdministratorsOnly:
    """Administrators of DEVT change it; other people of DEVT read it; nobody adds or removes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_add_permission

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(ADMINISTER_PEOPLE)


class RoleDatesForm(UnchangedStays):
    by: User

    def clean(self) -> dict[str, Any]:
        """Nobody shuts themselves out, by whatever date."""
        data = super().clean() or {}
        role, by = self.instance, self.by
        if role.name != RoleName.DEVT_ADMINISTRATOR or not self.has_changed():
            return data
        if role.user_id == by.pk:
            raise ValidationError(_("Ask another administrator to change the dates of your own role."))
        lock_administrators()
        refuse_without_administrator(role.user)
        return data


class RoleInline(AdministratorsOnly, ReadOnlyInline):
    """Dates only: who gets a role is decided by an invitation, and it ends on the page of people."""

    model = Role
    fk_name = "user"
    form = RoleDatesForm
    fields = [
        "name",
        "member",
        "organisation",
        "valid_from",
        "valid_to",
        "granted_by",
        "ended_at",
        "ended_by",
    ]
    readonly_fields = ["name", "member", "organisation", "granted_by", "ended_at", "ended_by"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = request.user
        return formset


class PersonForm(UnchangedStays):
    by: User

    def clean_is_active(self) -> bool:
        active: bool = self.cleaned_data["is_active"]
        if not active and self.instance.pk == self.by.pk:
            raise ValidationError(_("You cannot switch off your own account."))
        if not active:
            lock_administrators()
            refuse_without_administrator(self.instance)
        return active


@admin.register(User)
class UserAdmin(AdministratorsOnly, BoundedExport, PortalAdmin):
    """People come by invitation; here their name, time zone and role dates are put right."""

    group = PEOPLE
    why_never_deleted = _("People stay on record; end their roles, or switch the account off.")
    form = PersonForm
    resource_classes = [PersonResource]
    export_form_class = ExportForm
    list_display = ["name", "email", "is_active", "is_staff", "is_sample", "last_login"]
    list_filter = ["is_active", "is_sample", "roles__name"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "time_zone", "is_active", "is_staff", "is_sample", "created_at", "last_login"]
    readonly_fields = ["email", "is_staff", "is_sample", "created_at", "last_login"]
    inlines = [RoleInline]

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        follow_roles(form.instance)


@admin.register(Role)
class RoleAdmin(BoundedExport, ReadOnlyAdmin):
    group = PEOPLE
    resource_classes = [RoleResource]
    export_form_class = ExportForm
    list_display = ["user", "name", "member", "organisation", "valid_from", "valid_to", "ended_at"]
    list_filter = ["name", "valid_from"]
    list_select_related = ["user", "member", "organisation"]
    search_fields = ["user__name", "user__email", "member__country", "member__acronym"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    group = PEOPLE
    list_display = [
        "email",
        "role",
        "member",
        "invited_by",
        "created_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    ]
    list_filter = ["role", "created_at"]
    list_select_related = ["member", "invited_by"]
    search_fields = ["email", "member__country", "member__acronym"]


@admin.register(SecondFactorRemoval)
class SecondFactorRemovalAdmin(ReadOnlyAdmin):
    """Whose two-step sign-in was taken off: by whom, when and why."""

    group = PEOPLE
    list_display = ["person", "removed_at", "removed_by", "reason"]
    list_filter = ["removed_at"]
    list_select_related = ["person", "removed_by"]
    search_fields = ["person__name", "person__email", "reason"]
