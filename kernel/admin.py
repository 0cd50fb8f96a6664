"""What every page of the administration shares: who may open it, and nothing removed that others build on."""

from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from kernel import admin_forms, admin_groups
from kernel.admin_kept import why_kept
from kernel.admin_lookups import DeclaredLookups
from kernel.history import history_of, is_tracked
from kernel.joints import DATA_CHANGED, DataChanged
from kernel.models import Email
from kernel.numbers import exact
from kernel.texts import refuse_too_long

MOST_NEW_ROWS = 30


class DevtOnly:
    """DEVT works in the administration; nobody else sees any of it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_devt", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(getattr(request.user, "is_devt", False))

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


class ReadOnly(DevtOnly):
    """Shown in full and changed nowhere here: a page of the portal is the way to change it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission


class WithHistory(ModelAdmin):
    """Shows as history what the database's triggers wrote down: every change, by whatever way it came."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not is_tracked(self.model):
            return super().history_view(request, object_id, extra_context)
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("History of %(thing)s") % {"thing": thing},
            "changes": history_of(thing),
            "object": thing,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/portal_history.html", context | (extra_context or {}))


class Limited:
    """Long texts have a limit; goes before the base of an administration page or of its rows."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(db_field, models.TextField):
            field.validators = [*field.validators, refuse_too_long]
        return field


class FeedsFigures(ModelAdmin):
    """Figures are computed from this model: a change here makes them stale, as a load from a file does."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            figures_changed()

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        figures_changed()

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """All marked in a list, for which Django opens no transaction."""
        super().delete_queryset(request, queryset)
        figures_changed()


def figures_changed() -> None:
    DATA_CHANGED.call(DataChanged())


class WrittenFields:
    """Lists one entry a line, dates and numbers as people write them, each in a field that fits."""

    formfield_overrides = admin_forms.OVERRIDES

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, ArrayField) and db_field.base_field.choices:
            return admin_forms.ticked(db_field)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field:
            admin_forms.fit(field)
        return field


class WrittenNumbers(ModelAdmin):
    """In lists, a number of a decimal column is shown as it was written."""

    def get_list_display(self, request: HttpRequest) -> Any:
        return [written(self.model, name) for name in super().get_list_display(request)]


class ReadNumbers:
    """Where nothing is changed, the page or row shows them so as well."""

    model: type[models.Model]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [written(self.model, name) for name in super().get_fields(request, obj)]  # type: ignore[misc]


@cache
def written(model: type[models.Model], name: Any) -> Any:
    """In the place of a decimal column's name, what shows its numbers without idle zeros."""
    field = next((field for field in model._meta.fields if field.name == name), None)
    if not isinstance(field, models.DecimalField):
        return name

    @admin.display(description=field.verbose_name, ordering=name)
    def number(row: models.Model) -> str | None:
        value = getattr(row, name)
        return None if value is None else exact(value)

    number.__name__ = name
    return number


class KeptWhereBuiltOn(ModelAdmin):
    """No button for what would be refused; in its place stands why."""

    why_never_deleted: "str | Promise" = ""

    def why_kept(self, request: HttpRequest, obj: Any) -> str:
        """Asked several times for a page, answered once."""
        known = request.__dict__.setdefault("why_kept", {})
        place = type(obj), obj.pk
        if place not in known:
            known[place] = str(self.why_never_deleted) or why_kept(obj, request)
        found: str = known[place]
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if self.why_never_deleted:
            return False
        return super().has_delete_permission(request, obj) and not (obj and self.why_kept(request, obj))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if (obj := context.get("original")) and self.has_change_permission(request, obj):
            context["why_kept"] = self.why_kept(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)


class PortalAdmin(
    KeptWhereBuiltOn, Limited, WrittenFields, WrittenNumbers, DevtOnly, DeclaredLookups, WithHistory
):
    """A model that DEVT edits."""

    form = admin_forms.UnchangedStays
    group = admin_groups.OTHER
    list_per_page = 50
    warn_unsaved_form = True

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Saving without a change is none."""
        return super().log_change(request, obj, message) if message else None


class ReadOnlyAdmin(ReadOnly, ReadNumbers, WrittenNumbers, DeclaredLookups, WithHistory):
    """A model that DEVT reads."""

    group = admin_groups.OTHER
    list_per_page = 50


class RowsOnRecord:
    """Goes before a form set: rows are shown and read as many as are on record, and some new ones.

    Of the record, not of the request, which may claim any number.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_record = len(self.get_queryset())  # type: ignore[attr-defined]
        self.max_num = self.absolute_max = on_record + MOST_NEW_ROWS


class BoundedRows(TabularInline):
    """However many rows a request claims to send, no more are made than could have been filled in."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        made = super().get_formset(request, obj, **kwargs)
        return type(made.__name__, (RowsOnRecord, made), {})


class PortalInline(Limited, WrittenFields, DevtOnly, BoundedRows):
    form = admin_forms.UnchangedStays
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Fields in a row have no label of their own: the column's heading is read out as one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field


class ReadOnlyInline(ReadOnly, ReadNumbers, BoundedRows):
    extra = 0

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        numbers = filter(callable, self.get_fields(request, obj))
        return [*super().get_readonly_fields(request, obj), *numbers]


@admin.register(Email)
class EmailAdmin(ReadOnlyAdmin):
    """The outbox: what was sent and what waits, and why; links that let their reader in stay hidden."""

    group = admin_groups.SENDING
    list_display = ["subject", "to", "created_at", "sent_at", "attempts"]
    list_filter = ["sent_at", "created_at", "held_at"]
    search_fields = ["subject", "to"]
    fields = [
        *("to", "subject", "shown_text", "created_at", "sent_at"),
        *("attempts", "next_attempt_at", "error", "link_ends_at", "held_at"),
    ]
    readonly_fields = ["shown_text"]

    @admin.display(description=_("text"))
    def shown_text(self, email: Email) -> str:
        return email.text if email.keeps_text else str(_("not shown: its link lets its reader in"))
