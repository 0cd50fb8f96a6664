"""What people say of an import: its files, what they were taken for, which cells are put right."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.fields import LongTextField
from kernel.imports.importers import Importer, Slot
from kernel.loading.matches import NEW
from kernel.loading.reading import Source
from kernel.loading.reading.decoding import ENCODINGS
from kernel.loading.reading.sources import LARGEST, MEGABYTE

MOST_PASTED = 1_000_000
"""Characters."""


class PastedField(forms.CharField):
    """Cells copied from a spreadsheet; blanks at the ends belong to them."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **more: Any) -> None:
        super().__init__(strip=False, required=False, **more)

    def clean(self, value: Any) -> Any:
        if value and len(value) > MOST_PASTED:
            raise forms.ValidationError(_("These are too many cells to paste. Choose a file instead."))
        return super().clean(value)


class NewImportForm(forms.Form):
    """A file or pasted cells for each slot; at least one."""

    def __init__(self, *args: Any, importer: Importer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importer = importer
        self.sources: Mapping[str, Source] = {}
        for slot in importer.slots:
            file = forms.FileField(label=slot.title, required=False, allow_empty_file=True)
            self.fields[f"{slot.name}-file"] = file
            if slot.is_table:
                label = _("or paste cells: %(slot)s") % {"slot": slot.title}
                self.fields[f"{slot.name}-pasted"] = PastedField(label=label)
        if importer.takes_plan:
            self.fields["plan"] = forms.CharField(
                label=_("Code of the plan"),
                required=False,
                max_length=40,
                help_text=_("Needed where there are several and the file names none."),
            )

        for name, make in importer.asks.items():
            self.fields[f"given-{name}"] = make()

    @property
    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[f"given-{name}"] for name in self.importer.asks}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for slot in self.importer.slots:
            file, pasted = cleaned.get(f"{slot.name}-file"), cleaned.get(f"{slot.name}-pasted")
            if file and file.size > LARGEST:
                words = _("The file is larger than %(most)s MB. Take it in parts.")
                self.add_error(f"{slot.name}-file", words % {"most": LARGEST // MEGABYTE})
            if file and pasted:
                self.add_error(f"{slot.name}-pasted", _("Choose a file, or paste cells; not both."))
        self.sources = {} if self.errors else dict(self._sources(cleaned))
        if not self.errors and not self.sources:
            raise forms.ValidationError(_("Choose a file, or paste cells."))
        return cleaned

    def _sources(self, cleaned: Mapping[str, Any]) -> Iterator[tuple[str, Source]]:
        for slot in self.importer.slots:
            if source := self._source(slot, cleaned):
                yield slot.name, source

    def _source(self, slot: Slot, cleaned: Mapping[str, Any]) -> Source | None:
        if file := cleaned.get(f"{slot.name}-file"):
            return Source(file.name, file.read())
        if pasted := cleaned.get(f"{slot.name}-pasted"):
            return Source.pasted(pasted)
        return None


class AssumedForm(forms.Form):
    """What a file is taken for; empty stands for: find out."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    separator = forms.ChoiceField(label=gettext_lazy("Separator"), required=False)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    decimal_sign = forms.ChoiceField(label=gettext_lazy("Decimals after"), required=False)
    date_order = forms.ChoiceField(label=gettext_lazy("Dates begin with"), required=False)

    def __init__(
        self, data: Any = None, *, assumed: Mapping[str, Any], file_id: int, initial: Any = None
    ) -> None:
        super().__init__(data, auto_id=f"file-{file_id}-%s", initial=initial)
        found = ("", _("as found"))
        self.choose("encoding", [found, *((name, name) for name in ENCODINGS)])
        tabs = [("\t", _("tab")), (";", _("semicolon")), (",", _("comma")), ("|", _("bar"))]
        self.choose("separator", [found, *tabs])
        self.choose("sheet", [found, *((name, name) for name in assumed.get("sheets", ()))])
        self.choose("decimal_sign", [found, (".", _("a point")), (",", _("a comma"))])
        self.choose("date_order", [found, ("day", _("the day")), ("month", _("the month"))])
        for name in ("sheet",) if assumed.get("kind") != "workbook" else ("encoding", "separator"):
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["form"] = f"cells-{file_id}"

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class CellsForm(forms.Form):
    """What to take in the place of each cell that could not be read."""

    def __init__(self, data: Any = None, *, problems: list[dict[str, Any]], file_id: int) -> None:
        super().__init__(data, auto_id=f"file-{file_id}-%s")
        for problem in problems:
            if problem["cell"]:
                field = field_for(problem)
                field.widget.attrs |= {"form": f"cells-{file_id}", "aria-label": field.label}
                self.fields[problem["cell"]] = field

    def rows_put_right(self, problems: Iterable[Mapping[str, Any]]) -> set[int]:
        """Those of which a cell was changed."""
        replaced = self.replaced()
        return {problem["row"] for problem in problems if problem["cell"] in replaced}

    def replaced(self) -> dict[str, str]:
        """Only cells that were changed: one that is sent back as it was read is left as it is."""
        return {
            cell: said
            for cell, said in self.cleaned_data.items()
            if cell in self.data and said != self.fields[cell].initial_of_file  # type: ignore[attr-defined]
        }


class MatchesForm(forms.Form):
    """About whom each row is that may be about somebody on record."""

    def __init__(self, data: Any = None, *, matches: Iterable[Mapping[str, Any]], file_id: int) -> None:
        super().__init__(data, auto_id=f"file-{file_id}-%s")
        self.rows = []
        for match in matches:
            name = f"row-{match['row']}"
            field = self.fields[name] = choice_of(match)
            field.widget.attrs["form"] = f"cells-{file_id}"
            self.rows.append((match, self[name]))

    @property
    def is_changed(self) -> bool:
        """Whether somebody else is chosen for a row than it is taken for."""
        return any(chosen != self.fields[name].initial for name, chosen in self.chosen())

    def matched(self) -> dict[str, str]:
        """All that stands chosen, so that nothing of it moves with what another row says."""
        return {name.removeprefix("row-"): chosen for name, chosen in self.chosen()}

    def chosen(self) -> Iterator[tuple[str, str]]:
        return ((name, chosen) for name, chosen in self.cleaned_data.items() if chosen)


def choice_of(match: Mapping[str, Any]) -> forms.ChoiceField:
    choices = [(each["key"], each["name"]) for each in match["candidates"]]
    return forms.ChoiceField(
        label=match["name"],
        choices=[*choices, (NEW, _("a new person"))],
        initial=match["taken"],
        required=False,
        widget=forms.RadioSelect,
    )


def field_for(problem: Mapping[str, Any]) -> forms.Field:
    label = _("%(cell)s, take instead") % {"cell": problem["cell"]}
    suggested = problem["suggestion"] or problem["value"]
    field: Any
    if problem["choices"]:
        words = dict.fromkeys([problem["value"], *problem["choices"], ""])
        choices = [(word, word or _("leave empty")) for word in words]
        field = forms.ChoiceField(choices=choices, required=False)
    else:
        field = LongTextField(required=False, widget=forms.TextInput)
    field.label, field.initial, field.initial_of_file = label, suggested, problem["value"]
    return field
