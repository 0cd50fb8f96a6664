"""What a file is, told by how it begins."""

import io

from django.utils.translation import gettext as _

from kernel.file_dangers import OLE
from kernel.file_types import PDF, SIGNATURES, XLSX, media_type_of
from kernel.loading.reading.errors import UnreadableFileError

ARCHIVE = b"PK\x03\x04"


def is_workbook(content: bytes) -> bool:
    """Raises UnreadableFileError for what is neither a workbook nor a text."""
    mend = _("Save it as .xlsx or “CSV UTF-8”, or copy its cells, and paste them.")
    if content.startswith(OLE):
        wrong = _("The file is an old workbook (.xls), or one with a password.")
        raise UnreadableFileError(wrong, mend)
    if content.startswith(ARCHIVE):
        if media_type_of(io.BytesIO(content), "") == XLSX:
            return True
        raise UnreadableFileError(_("The file is an archive or document, not a workbook (.xlsx)."), mend)
    if kind := next((kind for start, kind in SIGNATURES.items() if content.startswith(start)), ""):
        is_pdf, picture = kind == PDF, _("The file is a picture, not a table.")
        raise UnreadableFileError(_("The file is a PDF, not a table.") if is_pdf else picture, mend)
    return False
