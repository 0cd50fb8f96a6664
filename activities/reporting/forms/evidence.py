"""The form that takes files, several at once."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kernel.file_types import SUFFIXES

MOST_AT_ONCE = 5
ACCEPTED = ",".join(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Gives a list of files."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data or [None]
        if len(files) > MOST_AT_ONCE:
            words = ngettext_lazy("Choose %(n)s file at most.", "Choose %(n)s files at most.", MOST_AT_ONCE)
            raise forms.ValidationError(words % {"n": MOST_AT_ONCE})
        clean = super().clean
        return [clean(file, initial) for file in files]


class EvidenceForm(forms.Form):
    file = FilesField(
        label=_("Files"),
        max_length=250,
        allow_empty_file=True,
        help_text=_(
            "PDF, image (PNG, JPEG, GIF, WebP), spreadsheet (.xlsx, .ods, .csv) or text (.docx, .odt, .txt), "
            "up to 10 MB each; up to five at once."
        ),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )

    @property
    def chosen(self) -> list["UploadedFile[Any]"]:
        return list(self.cleaned_data["file"])
