"""Text from bytes: by the byte order mark, as UTF-8, as Windows-1252; what was saved wrongly is told."""

import codecs
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from kernel.loading.reading.errors import UnreadableFileError

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
TRIED = ("utf-8", "cp1252")
"""What spreadsheets write: in this order, for hardly any text in Windows-1252 is UTF-8 by chance."""
ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso-8859-2", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256")
"""Those that somebody may name."""
LOST = "\ufffd"
"""What programs write for a character that they could not read."""


def decoded(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text, and the encoding that it was in; `encoding` is tried alone."""
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    tried = (encoding or marked,) if encoding or marked else TRIED
    for name in tried:
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        refuse_no_text(text)
        return text, name.removesuffix("-sig")
    raise UnreadableFileError(
        _("The text is in an encoding that is not known here."), _("Save it again as “CSV UTF-8”.")
    )


def refuse_no_text(text: str) -> None:
    place = text.find("\0")
    if place >= 0:
        wrong = _("The file holds a character that is no text (NUL).")
        mend = _("Open it in the program that made it, and save it again as “CSV UTF-8” or .xlsx.")
        raise UnreadableFileError(wrong, mend, row=text.count("\n", 0, place) + 1)


SUSPECTS = re.compile(
    "[\xc2-\xf4][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]+"
)
"""How the bytes of one character in UTF-8 look where each was taken for a letter of Windows-1252."""
PLAUSIBLE = re.compile(
    "[\xa0-\u017f\u0218-\u021b\u0370-\u06ff\u1e00-\u1eff\u2010-\u2044\u20ac\u3040-\u9fff]+"
)
"""What languages are written with; other characters come of chance."""


def as_meant(text: str) -> str:
    """`é` for `Ã©`: the text before it was decoded wrongly; any other text as it is."""
    return text if text.isascii() else SUSPECTS.sub(_mended, text)


def _mended(found: "re.Match[str]") -> str:
    try:
        meant = b"".join(_bytes_of(found[0])).decode()
    except UnicodeError:
        return found[0]
    return meant if PLAUSIBLE.fullmatch(meant) else found[0]


def _bytes_of(text: str) -> Iterator[bytes]:
    """Windows-1252 leaves five bytes free, which browsers and spreadsheets keep as they are."""
    for character in text:
        try:
            yield character.encode("cp1252")
        except UnicodeEncodeError:
            yield character.encode("latin-1")


def refuse_wrongly_decoded(text: str, row: int) -> None:
    """An UnreadableFileError for a cell from whose look it follows that the whole file was saved wrongly."""
    meant = as_meant(text)
    if meant == text and LOST not in text:
        return
    mend = _(
        "Open the original in a spreadsheet with the encoding UTF-8, and save it as “CSV UTF-8” or .xlsx."
    )
    if LOST in text:
        wrong = _("Characters were lost when the file was saved: it holds “%(text)s”.") % {"text": text[:60]}
    else:
        words = _("The file was decoded wrongly when it was saved: it holds “%(text)s” for “%(meant)s”.")
        wrong = words % {"text": text[:60], "meant": meant[:60]}
    raise UnreadableFileError(wrong, mend, row=row)
