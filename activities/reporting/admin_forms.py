"""The form with which DEVT edits a question, with the answers to choose from in rows of their own."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from activities.reporting.enums import AGGREGATIONS, SplitBy
from activities.reporting.models import Question
from activities.reporting.question_types import QuestionType, type_named
from kernel.admin_forms import UnchangedStays
from kernel.fields import LongTextField

CODE = re.compile(r"[a-z0-9_]+")
SPARE = 3
"""Empty rows below those that are there; a save gives as many again."""


class ChoicesWidget(forms.Widget):
    """A row for each answer: its code, and what people read; an emptied row goes."""

    template_name = "reporting/admin/choices.html"

    def format_value(self, value: Any) -> list[dict[str, str]]:
        return [*(value or []), *({"value": "", "label": ""} for _spare in range(SPARE))]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        box = UnfoldAdminTextInputWidget().attrs["class"]
        return context | {"rows": self.format_value(value), "name": name, "box": box}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """From the portal's templates, which Django's renderer of forms does not look through."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        codes, labels = data.getlist(f"{name}-value"), data.getlist(f"{name}-label")
        rows = [(code.strip(), label.strip()) for code, label in zip(codes, labels, strict=False)]
        return [{"value": code, "label": label} for code, label in rows if code or label]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-value" not in data


class ChoicesField(forms.Field):
    widget = ChoicesWidget

    def clean(self, value: Any) -> Any:
        rows: list[dict[str, str]] = super().clean(value) or []
        for row in rows:
            if not (row["value"] and row["label"]):
                raise ValidationError(_("Each answer needs its code and its label."))
            if not CODE.fullmatch(row["value"]):
                words = _("“%(code)s”: a code is of small letters, digits and _.")
                raise ValidationError(words % {"code": row["value"]})
        codes = [row["value"] for row in rows]
        if len(set(codes)) < len(codes):
            raise ValidationError(_("Two answers have the same code: give each its own."))
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != (data or [])


class QuestionForm(UnchangedStays):
    choices = ChoicesField(
        label=gettext_lazy("Choices"),
        required=False,
        help_text=gettext_lazy("Of a question of the kind “one of several”. A code once answered stays."),
    )

    class Meta:
        model = Question
        fields = "__all__"
        field_classes = {"hint": LongTextField}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        kind = type_named(found.get("kind") or self.instance.kind)
        if kind and {"kind", "aggregation", "split_by"} & set(self.changed_data):
            self.refuse_figures(kind, found)
        choices = found.get("choices", [])
        if kind and "choices" in found and kind.has_choices != bool(choices):
            self.add_error("choices", _("Choices go with the kind “one of several”, and only with it."))
        elif missing := self.given() - {row["value"] for row in choices}:
            words = _("Members have answered “%(codes)s”: keep these codes, and change their labels at most.")
            self.add_error("choices", words % {"codes": "”, “".join(sorted(missing))})
        return found

    def refuse_figures(self, kind: QuestionType, found: dict[str, Any]) -> None:
        """What cannot be made of answers of this kind."""
        if "aggregation" in found and found["aggregation"] not in kind.aggregations:
            allowed = ", ".join(str(AGGREGATIONS[aggregation]) for aggregation in kind.aggregations)
            words = _("Answers of the kind “%(kind)s” take: %(allowed)s.")
            self.add_error("aggregation", words % {"kind": kind.label, "allowed": allowed})
        if found.get("split_by", SplitBy.NONE) != SplitBy.NONE and not kind.can_be_split:
            words = _("Answers of the kind “%(kind)s” cannot be split.")
            self.add_error("split_by", words % {"kind": kind.label})

    def given(self) -> set[str]:
        """Codes that stand in answers."""
        if not self.instance.pk or not self.instance.type.has_choices:
            return set()
        return set(self.instance.answers.exclude(text="").values_list("text", flat=True))
