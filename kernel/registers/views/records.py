"""A record's page, and what is done with it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.access import require
from kernel.asked import AskedWronglyError
from kernel.forms import try_service
from kernel.history import history_of
from kernel.registers import services
from kernel.registers.choosing import chosen_by
from kernel.registers.declaration import Register
from kernel.registers.forms import (
    MoveForm,
    ReasonForm,
    are_on_record,
    differences,
    differences_of_rows,
    form_of,
    formsets,
    suggestions,
    written,
)
from kernel.registers.links import named_by
from kernel.registers.records import Record, gone
from kernel.registers.related import additions_to
from kernel.registers.shown import heading, in_text, shown
from kernel.registers.views.lists import context_of
from kernel.workflow import Workflow, moves_of, permission_of


def record_of(request: HttpRequest, register: Register[Any], code: str) -> Any:
    """The record, where this person may see it at all."""
    return get_object_or_404(register.visible_to(request.user).listed(), code=code)


def detail(request: HttpRequest, register: Register[Any], code: str) -> HttpResponse:
    require(request.user, register.permissions.view)
    record = record_of(request, register, code)
    is_whole = register.sees_whole(request.user, record)
    may_change = is_whole and request.user.has_perm(register.permissions.change, record)
    facts = [name for name in register.fields if is_whole or name in register.public]
    recorded = [name for name in facts if in_text(record, name)]
    context = context_of(request, register) | {
        "record": record,
        "facts": [(heading(register.model, name), shown(record, name)) for name in recorded],
        "not_recorded": [heading(register.model, name) for name in facts if name not in recorded],
        "is_whole": is_whole,
        "state": shown(record, "state") if register.moves and is_whole else "",
        "may_change": may_change and not record.is_cancelled,
        "may_restore": may_change and record.is_cancelled,
        "moves": list(moves_open(request, register, record)) if is_whole else [],
        "rows": list(rows_of(register, record)) if is_whole else [],
        "panels": [text for panel in register.panels if (text := panel.render(request, record))],
        "additions": [] if record.is_cancelled else additions_to(request.user, record),
        "trail": record.transitions.select_related("by").order_by("-at", "-pk")
        if is_whole and isinstance(record, Workflow)
        else [],
        "history": history_of(record, since_its=record.history_since_its(request.user)) if is_whole else [],
        "pages": {page: register.address(page) for page in ("edit", "copy", "cancel", "restore", "move")},
    }
    return render(request, "registers/record.html", context)


def moves_open(request: HttpRequest, register: Register[Any], record: Any) -> Any:
    """The moves that this person can make now, in the register's order."""
    if not register.moves or record.is_cancelled:
        return
    possible = moves_of(record, request.user)
    for name, words in register.moves.items():
        if name in possible:
            yield name, words


def rows_of(register: Register[Any], record: Any) -> Any:
    """What belongs to the record, kind by kind: headings and rows in words."""
    for inline in register.inlines:
        rows = getattr(record, inline.name).all()
        heads = [heading(inline.model, name) for name in inline.fields]
        yield inline, heads, [[shown(row, name) for name in inline.fields] for row in rows]


def add(request: HttpRequest, register: Register[Any]) -> HttpResponse:
    require(request.user, register.permissions.add)
    return edited(
        request, register, register.model(), "registers/add.html", initial=preset(request, register)
    )


def preset(request: HttpRequest, register: Register[Any]) -> dict[str, Any]:
    """What the address fills in, by name."""
    form = form_of(register)(register=register, by=request.user)
    asked = {}
    for name in register.preset:
        if name in request.GET:
            try:
                asked[name] = chosen_by(form.fields[name], request.GET[name])
            except ValidationError as error:
                raise AskedWronglyError({name: error.messages}) from error
    return asked


def copy(request: HttpRequest, register: Register[Any], code: str) -> HttpResponse:
    """A new record that begins with what another says; nothing is written before it is saved."""
    require(request.user, register.permissions.add)
    original = record_of(request, register, code)
    if not register.sees_whole(request.user, original):
        raise Http404
    initial = {
        name: value
        for name in register.fields
        if name not in register.model.not_copied and (value := initial_of(original, name))
    }
    return edited(
        request, register, register.model(), "registers/add.html", initial=initial, original=original
    )


def initial_of(record: Any, name: str) -> Any:
    field = record._meta.get_field(name)
    return list(getattr(record, name).all()) if field.many_to_many else field.value_from_object(record)


def edit(request: HttpRequest, register: Register[Any], code: str) -> HttpResponse:
    record = record_of(request, register, code)
    require(request.user, register.permissions.change, record)
    if record.is_cancelled:
        messages.error(request, gone(record))
        return redirect(record)
    return edited(request, register, record, "registers/edit.html")


def edited(
    request: HttpRequest,
    register: Register[Any],
    record: Any,
    template: str,
    *,
    initial: dict[str, Any] | None = None,
    original: Any = None,
) -> HttpResponse:
    """The form of a new or known record: shown, shown again with what is wrong, or saved."""
    data = request.POST if request.method == "POST" else None
    form = form_of(register)(data, instance=record, register=register, by=request.user, initial=initial)
    rows = formsets(register, data, record, request.user)
    conflict: list[Any] = []
    is_new = record.pk is None
    valid = [each.is_valid() for each in (form, *rows)] if data is not None else [False]
    if all(valid):
        try:
            if try_service(form, lambda: save(request, register, form, rows)):
                messages.success(request, _("%(record)s is saved.") % {"record": form.instance})
                return redirect(form.instance)
        except services.ChangedMeanwhileError as changed:
            conflict = told(form, rows, changed.current)
    if data is not None and is_new and (before := added_before(form, rows)):
        return redirect(before)
    context = context_of(request, register) | {
        "form": form,
        "rows": rows,
        "record": original or (None if is_new else record),
        "suggestions": suggestions(form, *(line for each in rows for line in each)),
        "conflict": conflict,
        "original": original,
    }
    return render(request, template, context)


def save(request: HttpRequest, register: Register[Any], form: Any, rows: list[Any]) -> None:
    record, also = form.instance, written(form, rows)
    if record.pk is None:
        services.add_record(register, record, by=request.user, also=also)
    else:
        seen = form.cleaned_data["seen"] or 0
        services.change_record(register, record, by=request.user, seen=seen, also=also)


def added_before(form: Any, rows: list[Any]) -> Record | None:
    """The record that the same form added, if it said the same.

    What says something else and would do is told that it adds another record when it is sent again.
    """
    before: Record | None = form.register.model._default_manager.filter(ticket=form.instance.ticket).first()
    if before is None:
        return None
    if not differences(form, before) and all(are_on_record(each, before) for each in rows):
        return before
    if "ticket" in form.errors:
        form.data = form.data.copy()
        form.data["ticket"] = str(uuid.uuid4())
    return None


def told(form: Any, rows: list[Any], current: Record) -> list[Any]:
    """What the other person wrote; saving once more keeps what stands in the form."""
    form.data = form.data.copy()
    form.data["seen"] = str(current.version)
    return [*differences(form, current), *differences_of_rows(rows)]


def cancel(request: HttpRequest, register: Register[Any], code: str) -> HttpResponse:
    record = record_of(request, register, code)
    require(request.user, register.permissions.change, record)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        services.cancel_record(
            register, record, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now()
        )

    if form.is_valid() and try_service(form, act):
        messages.success(request, _("%(record)s is cancelled.") % {"record": record})
        return redirect(record)
    context = context_of(request, register) | {
        "record": record,
        "form": form,
        "named_by": list(named_by(record, request.user)),
    }
    return render(request, "registers/cancel.html", context)


def restore(request: HttpRequest, register: Register[Any], code: str) -> HttpResponse:
    record = record_of(request, register, code)
    require(request.user, register.permissions.change, record)
    try:
        services.restore_record(register, record, by=request.user)
        messages.success(request, _("%(record)s stands again.") % {"record": record})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(record)


def move(request: HttpRequest, register: Register[Any], code: str, name: str) -> HttpResponse:
    record = record_of(request, register, code)
    if name not in register.moves:
        raise Http404
    require(request.user, permission_of(record, name), record)
    words = register.moves[name]
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, register=register, record=record, words=words)

    def act() -> None:
        moved(request, register, record, name, form)

    conflict: list[Any] = []
    try:
        if form.is_valid() and try_service(form, act):
            return redirect(record)
    except services.ChangedMeanwhileError as changed:
        current: Any = changed.current
        if name not in dict(moves_open(request, register, current)):
            messages.warning(request, now_standing(current))
            return redirect(current)
        conflict = form.keep_beside(record, current)
        messages.warning(request, _("The record was changed meanwhile. Look at it first, then go on."))
    context = context_of(request, register) | {
        "record": record,
        "form": form,
        "words": words,
        "act": str(words.label).removesuffix("…"),
        "conflict": conflict,
    }
    return render(request, "registers/move.html", context)


def moved(request: HttpRequest, register: Register[Any], record: Any, name: str, form: MoveForm) -> None:
    services.move_record(
        register,
        record,
        name,
        by=request.user,
        reason=form.cleaned_data["reason"],
        values=form.values,
        seen=form.cleaned_data.get("seen"),
    )
    record.refresh_from_db()
    messages.success(request, now_standing(record))


def now_standing(record: Any) -> str:
    return _("%(record)s: %(state)s.") % {"record": record, "state": record.get_state_display()}
