"""The form of a record, and of its rows: the same checks as in files and in the API."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.forms.models import inlineformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kernel.admin import RowsOnRecord
from kernel.fields import LongTextField, WholeNumberField
from kernel.registers.choosing import NamedField, Offer, offered
from kernel.registers.declaration import Inline, MoveWords, Register
from kernel.registers.records import Record
from kernel.registers.services import Rows, Written
from kernel.registers.shown import heading, in_text

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

Offers = Mapping[str, Offer | None]
"""By field; None where the field is not the person's to fill."""
EMPTY_ROWS = 2
"""So many rows are offered to be filled in, each time."""


class RecordForm(ModelForm):
    """Fields, choices and widgets from the model.

    `seen` is the version that the person read; `ticket` tells a form that is sent twice from a second one.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    ticket = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, register: Register[Any], by: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.register, self.by = register, by
        self.fields["seen"].initial = self.instance.version if self.instance.pk else 0
        self.fields["ticket"].initial = self.instance.ticket
        limit(self, offers_of(register, by))
        if not self.instance.pk:
            self.initial = {**self.initial, **register.initial(by), **(more.get("initial") or {})}
        self.choose_the_only_one()
        for name, field in self.fields.items():
            self.fit(name, field)

    def choose_the_only_one(self) -> None:
        """What has one choice alone is told, and not asked."""
        self.settled: list[tuple[str, str]] = []
        for name, field in self.fields.items():
            if type(field) is forms.ModelChoiceField and field.required and field.queryset is not None:
                choices = list(field.queryset[:2])
                if len(choices) == 1 and self.initial.get(name) in (None, choices[0].pk):
                    self.initial[name] = choices[0].pk
                    self.settled.append((str(field.label), str(choices[0])))
                    field.widget = forms.HiddenInput()

    def fit(self, name: str, field: forms.Field) -> None:
        if isinstance(field, forms.ModelMultipleChoiceField):
            boxes: Any = forms.CheckboxSelectMultiple()
            field.widget, boxes.choices = boxes, field.choices
        fit(field)

    def clean(self) -> Any:
        cleaned = super().clean()
        if not self.instance.pk:
            self.instance.ticket = self.cleaned_data.get("ticket") or self.instance.ticket
        return cleaned

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.register.folded]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """Those that few records need, behind a line that opens."""
        return [field for field in self.visible_fields() if field.name in self.register.folded]

    @property
    def tells_more(self) -> bool:
        """Whether what is behind the line holds or lacks anything."""
        return any(field.errors or field.value() not in (None, "", [], False) for field in self.more_fields)

    @property
    def links(self) -> dict[str, Any]:
        """What is chosen where several may be."""
        return {field.name: self.cleaned_data[field.name] for field in self.several()}

    def several(self) -> Iterator[Any]:
        return (field for field in self._meta.model._meta.many_to_many if field.name in self.cleaned_data)


def fit(field: forms.Field) -> None:
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def field_for(column: Any, **more: Any) -> forms.Field | None:
    """The form's field for a column: bounded numbers, long texts without a silent limit."""
    if isinstance(column, models.TextField) and not column.choices:
        more["form_class"] = LongTextField
        more.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
    elif isinstance(column, models.URLField):
        more |= {"assume_scheme": "https", "widget": forms.TextInput(attrs={"inputmode": "url"})}
    elif isinstance(column, models.IntegerField) and not column.choices:
        more["form_class"] = WholeNumberField
    elif isinstance(column, ArrayField) and column.base_field.choices:
        return several_of(column)
    return with_empty_words(column.formfield(**more))


def with_empty_words(field: forms.Field | None) -> forms.Field | None:
    """A list that opens says in words that nothing is chosen in it yet."""
    if isinstance(field, forms.NullBooleanField):
        widget: Any = field.widget
        widget.choices = [("unknown", _("not said")), ("true", _("yes")), ("false", _("no"))]
    elif isinstance(field, forms.ChoiceField):
        words = _("choose…") if field.required else _("not said")
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = words if field.empty_label is not None else None
        else:
            choices = cast("Iterable[Any]", field.choices)
            field.choices = [(key, label if key else words) for key, label in choices]
    return field


def several_of(column: Any) -> forms.Field:
    """Boxes to tick, where a column holds several of a few words."""
    return forms.MultipleChoiceField(
        label=capfirst(column.verbose_name),
        help_text=column.help_text,
        choices=column.base_field.choices,
        required=not column.blank,
        widget=forms.CheckboxSelectMultiple,
    )


def form_of(register: Register[Any]) -> type[RecordForm]:
    form = register.form or RecordForm
    made: Any = forms.modelform_factory(
        register.model, form=form, fields=register.fields, formfield_callback=field_for
    )
    return made


def formsets(register: Register[Any], data: Any, record: Record, by: Any) -> list[Any]:
    """The rows of each kind, as on record and some new ones."""
    offers = offers_of(register, by)
    found = []
    for number, inline in enumerate(register.inlines):
        rows = formset_class(register, inline)(data, instance=record, prefix=f"rows-{number}")
        for form in rows.forms:
            limit(form, offers)
        rows.inline = inline
        rows.tells_more = bool(rows.initial_form_count()) or (
            rows.is_bound and any(form.errors or form.has_changed() for form in rows.forms)
        )
        found.append(rows)
    return found


def formset_class(register: Register[Any], inline: Inline) -> Any:
    made: Any = inlineformset_factory(
        register.model,
        inline.model,
        form=inline.form or forms.ModelForm,
        fields=inline.fields,
        extra=EMPTY_ROWS,
        formfield_callback=field_for,
    )
    return type(made.__name__, (RowsOnRecord, made), {})


def offers_of(register: Register[Any], by: Any) -> Offers:
    """What the person may choose in each field; fields that offer the same share it."""
    shared: dict[int, Offer] = {}
    choices = register.choices(by)
    return {
        name: None if things is None else shared.setdefault(id(things), Offer(things))
        for name, things in choices.items()
    }


def limit(form: forms.BaseForm, offers: Offers) -> None:
    """Offer what the person may choose; a field that is not theirs to fill goes."""
    for name, offer in offers.items():
        if name in form.fields and offer is None:
            del form.fields[name]
        elif name in form.fields and offer is not None:
            form.fields[name] = offered(form.fields[name], offer, chosen_at_present(form, name))


def chosen_at_present(form: forms.BaseForm, name: str) -> int | None:
    """The key of the one thing that the record names in the field."""
    return getattr(getattr(form, "instance", None), f"{name}_id", None)


def suggestions(*shown: Iterable[forms.BoundField]) -> list[Offer]:
    """What the fields of a page suggest, each once."""
    fields = (field.field for fields in shown for field in fields)
    offers = (field.offer for field in fields if isinstance(field, NamedField))
    return list({offer.anchor: offer for offer in offers}.values())


def written(form: RecordForm, rows: list[Any]) -> Written:
    """What is to be saved besides the record's own columns."""
    return Written(form.links, [rows_of(each) for each in rows])


def rows_of(formset: Any) -> Rows:
    kept = formset.save(commit=False)
    return Rows(kept=kept, removed=formset.deleted_objects)


@dataclass(frozen=True)
class Difference:
    """A field that stands otherwise on record than in a person's form."""

    label: str
    theirs: str
    yours: str


def differences(form: RecordForm, current: Record) -> list[Difference]:
    """Where the form and the present record differ, both in words."""
    found = []
    for name in form.register.fields:
        theirs = in_text(current, name)
        yours = in_text_of_form(form, name)
        if theirs != yours:
            found.append(Difference(heading(type(current), name), theirs, yours))
    return found


def differences_of_rows(formsets: list[Any]) -> list[Difference]:
    """The same of rows that belong to it, as they stand by now."""
    found = []
    for formset in formsets:
        forms_of_rows = [form for form in formset.forms if form.instance.pk]
        now = formset.model._default_manager.in_bulk([form.instance.pk for form in forms_of_rows])
        for form in forms_of_rows:
            for name in formset.inline.fields:
                row = now.get(form.instance.pk)
                theirs = in_text(row, name) if row else ""
                yours = in_text(form.instance, name)
                if theirs != yours:
                    label = f"{formset.inline.title}: {heading(formset.model, name)}"
                    found.append(Difference(label, theirs, yours))
    return found


def are_on_record(formset: Any, record: Record) -> bool:
    """Whether the rows that were filled in are those of the record, in any order."""
    sent = [form.instance for form in formset.forms if form.has_changed()]
    return texts_of(formset, sent) == texts_of(formset, getattr(record, formset.inline.name).all())


def texts_of(formset: Any, rows: Iterable[Any]) -> list[list[str]]:
    return sorted([in_text(row, name) for name in formset.inline.fields] for row in rows)


def in_text_of_form(form: RecordForm, name: str) -> str:
    if name in {field.name for field in form.several()}:
        return ", ".join(map(str, form.cleaned_data.get(name, ())))
    try:
        return in_text(form.instance, name)
    except ObjectDoesNotExist:
        return ""


class MoveForm(forms.Form):
    """What is filled in with a move, and why it is made."""

    def __init__(self, data: Any, *, register: Register[Any], record: Record, words: MoveWords) -> None:
        super().__init__(data)
        for name in words.fields:
            if (field := field_for(register.model._meta.get_field(name))) is None:
                raise LookupError(name)
            field.required, field.initial = name in words.required, getattr(record, name)
            fit(field)
            self.fields[name] = field
        reason = ReasonForm if words.asks_why else OptionalReasonForm
        self.fields |= reason().fields
        self.filled = words.fields
        self.fields["seen"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=0, initial=record.version
        )

    def clean(self) -> dict[str, Any]:
        self.values = {name: self.cleaned_data[name] for name in self.filled if name in self.cleaned_data}
        return self.cleaned_data

    def keep_beside(self, record: Record, current: Record) -> list[Difference]:
        """Where what was filled in and the present record differ; saving once more keeps the form's."""
        data: Any = self.data
        self.data = data = data.copy()
        data["seen"] = str(current.version)
        for name, value in self.values.items():
            setattr(record, name, value)
        told = (
            Difference(heading(type(current), name), in_text(current, name), in_text(record, name))
            for name in self.filled
        )
        return [each for each in told if each.theirs and each.theirs != each.yours]


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class OptionalReasonForm(forms.Form):
    reason = LongTextField(label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
