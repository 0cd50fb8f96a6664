"""What a file is, told from its content; and a name for it that is safe everywhere."""

import unicodedata
import zlib
from typing import IO
from zipfile import BadZipFile, ZipFile

PDF = "application/pdf"
CSV, TEXT = "text/csv", "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"

SUFFIXES = {
    PDF: (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    XLSX: (".xlsx",),
    ODS: (".ods",),
    DOCX: (".docx",),
    ODT: (".odt",),
    CSV: (".csv",),
    TEXT: (".txt",),
}
"""What is taken as evidence; the first suffix is given to a file whose name has none that fits."""

SIGNATURES = {
    b"%PDF-": PDF,
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
OFFICE_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
UNREADABLE = (BadZipFile, RuntimeError, ValueError, OSError, EOFError, zlib.error)
CONTROL_CHARACTERS = {*range(32), 127} - {*b"\t\n\r\f"}
LONGEST_NAME = 200


def media_type_of(file: IO[bytes], name: str) -> str:
    """The media type of what `file` holds, or nothing for what is not taken; reads it whole at most."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(file)
    found = next((kind for start, kind in SIGNATURES.items() if head.startswith(start)), "")
    return found or _of_text(file, name)


def media_type_named(name: str) -> str:
    """The media type of a file that was taken, by the suffix that it was given then."""
    lower = name.lower()
    found = (kind for kind, suffixes in SUFFIXES.items() if lower.endswith(suffixes))
    return next(found, "application/octet-stream")


def clean_name(name: str, media_type: str) -> str:
    """Without folders and characters that cannot be seen, and with a suffix that tells the truth."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    spaced = (" " if character.isspace() else character for character in last)
    visible = (character for character in spaced if not unicodedata.category(character).startswith("C"))
    stem = " ".join("".join(visible).split()).lstrip(". ") or "evidence"
    suffixes = SUFFIXES[media_type]
    found = next((suffix for suffix in suffixes if stem.lower().endswith(suffix)), "")
    suffix = stem[-len(found) :] if found else suffixes[0]
    return stem.removesuffix(suffix)[: LONGEST_NAME - len(suffix)] + suffix


def _of_archive(file: IO[bytes]) -> str:
    """Office documents are archives: their parts tell which."""
    try:
        with ZipFile(file) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                return _of_open_document(archive)
            return next((kind for part, kind in OFFICE_PARTS.items() if part in names), "")
    except UNREADABLE:
        return ""


def _of_open_document(archive: ZipFile) -> str:
    with archive.open("mimetype") as entry:
        said = entry.read(100).decode("ascii", "replace").strip()
    return said if said in {ODS, ODT} else ""


def _of_text(file: IO[bytes], name: str) -> str:
    """Text as spreadsheets write it; markup could be run by a browser, so it is not taken."""
    file.seek(0)
    text = _decoded(file.read())
    if not text.strip() or text.lstrip().startswith("<") or CONTROL_CHARACTERS & {*map(ord, text)}:
        return ""
    return CSV if name.lower().endswith(".csv") else TEXT


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
