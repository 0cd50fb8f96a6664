"""Changing a few fields of several records at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kernel.access import require
from kernel.fields import LongTextField, whole_or
from kernel.forms import try_service
from kernel.registers.declaration import Register
from kernel.registers.forms import field_for, limit, offers_of, suggestions
from kernel.registers.services import change_several
from kernel.registers.views.lists import context_of
from kernel.workflow import moves_of

CHOSEN = "chosen"
MOST = 500


class BulkForm(forms.Form):
    """Each field with a box beside it: only what is ticked is changed."""

    def __init__(self, data: Any, *, register: Register[Any], by: Any, chosen: list[Any]) -> None:
        super().__init__(data)
        self.register = register
        offers = offers_of(register, by)
        self.offered = [name for name in register.bulk if offers.get(name, ...) is not None]
        for name in self.offered:
            field = field_for(register.model._meta.get_field(name))
            if field is None:
                raise LookupError(name)
            field.required = False
            self.fields[f"set_{name}"] = forms.BooleanField(
                label=_("Change “%(field)s”") % {"field": field.label}, required=False
            )
            self.fields[name] = field
        limit(self, offers)
        if moves := moves_for_all(register, chosen, by):
            labels = [(name, str(register.moves[name].label).removesuffix("…")) for name in moves]
            self.fields["move"] = forms.ChoiceField(
                label=_("What happens to them"),
                choices=[("", _("nothing else")), *labels],
                required=False,
            )
            self.fields["reason"] = LongTextField(
                label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        move = cleaned.get("move")
        if not move and not any(cleaned.get(f"set_{name}") for name in self.offered):
            raise forms.ValidationError(gettext_lazy("Tick what is to be changed."))
        if move and self.register.moves[move].asks_why and not cleaned.get("reason"):
            self.add_error("reason", gettext_lazy("Say why."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in self.offered if cleaned.get(f"set_{name}")}


def moves_for_all(register: Register[Any], chosen: list[Any], by: Any) -> list[str]:
    """The moves that this person can make with each of the records now, in the register's order."""
    if not register.moves:
        return []
    possible = {name for name, words in register.moves.items() if not (words.required or words.is_alone)}
    for record in chosen:
        possible = moves_of(record, by, possible)
    return [name for name in register.moves if name in possible]


def several(request: HttpRequest, register: Register[Any]) -> HttpResponse:
    """First what is chosen with the fields to change, then the change."""
    require(request.user, register.permissions.change)
    keys = {whole_or(key, 0) for key in request.POST.getlist(CHOSEN)[:MOST]}
    found = register.records.whole_to(request.user).filter(pk__in=keys).order_by("pk")
    chosen = [each for each in found if request.user.has_perm(register.permissions.change, each)]
    if not chosen:
        messages.error(request, _("Choose records that you may change from the list first."))
        return redirect(back(request, register))
    data = request.POST if "save" in request.POST else None
    form = BulkForm(data, register=register, by=request.user, chosen=chosen)
    if form.is_valid() and try_service(form, lambda: apply(request, register, chosen, form)):
        return redirect(back(request, register))
    context = context_of(request, register) | {
        "chosen": chosen,
        "form": form,
        "asked": asked_of(request),
        "back": back(request, register),
        "suggestions": suggestions(form),
    }
    return render(request, "registers/several.html", context)


def back(request: HttpRequest, register: Register[Any]) -> str:
    """The list as it was narrowed and ordered when the records were chosen."""
    asked = asked_of(request)
    return reverse(register.address("list")) + (f"?{asked}" if asked else "")


def asked_of(request: HttpRequest) -> str:
    return QueryDict(request.POST.get("asked", "")).urlencode()


def apply(request: HttpRequest, register: Register[Any], chosen: list[Any], form: BulkForm) -> None:
    move, reason = form.cleaned_data.get("move", ""), form.cleaned_data.get("reason", "")
    changed = change_several(register, chosen, by=request.user, values=form.values, move=move, reason=reason)
    words = ngettext("%(count)s record is changed.", "%(count)s records are changed.", len(changed))
    messages.success(request, words % {"count": len(changed)})
