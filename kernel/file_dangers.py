"""What a file could do to whoever opens it: told from its parts, before anything is unpacked."""

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

UNREADABLE = (BadZipFile, RuntimeError, ValueError, OSError, EOFError, zlib.error)
MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 100 * MEGABYTE
GROWTHS = ((MEGABYTE, 500), (20 * MEGABYTE, 100))
"""From how many bytes on a file may grow how many times; office documents grow ten- to thirtyfold."""
MOST_PARTS = 5000
LARGEST_LIST, LARGEST_LISTS = MEGABYTE, 4 * MEGABYTE
"""Lists of parts and relationships are short, each and together; long ones are not read."""


class Danger(TextChoices):
    """Why a file is not taken; each says how to mend it."""

    MACROS = "macros", _("it holds macros. Save it again without them, or as a PDF.")
    EMBEDDED = (
        "embedded",
        _(
            "it holds other files or programs (OLE objects, ActiveX, charts with their workbook)."
            " Paste them as pictures, or save it as a PDF, and add the files by themselves."
        ),
    )
    EXTERNAL = (
        "external",
        _("it fetches other files when it is opened. Break its links to them, or save it as a PDF."),
    )
    OLD = (
        "old",
        _(
            "it is an Office document of the old kind (.doc, .xls, .ppt) or one with a password,"
            " in which macros cannot be seen. Save it as .docx or .xlsx without a password, or as a PDF."
        ),
    )
    LOCKED = "locked", _("it is protected by a password. Save it without one.")
    GROWS = "grows", _("unpacked it would be far too large. Save it again, or as a PDF.")
    DAMAGED = "damaged", _("its parts contradict each other. Open it, and save it again.")
    ACTIVE_PDF = (
        "active_pdf",
        _("it is a PDF that holds scripts, other files or commands. Print it into a new PDF."),
    )
    LOCKED_PDF = (
        "locked_pdf",
        _("it is a PDF protected by a password or against copying. Print it into a new PDF."),
    )


class DangerousError(Exception):
    """Names the danger that was found first."""

    def __init__(self, danger: Danger) -> None:
        self.danger = danger
        super().__init__(danger.label)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (OLE, b"MZ", b"\x7fELF", b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")
"""How files begin that are no part of a document but a thing of their own."""

MACRO_WORDS = ("vbaproject", "vbadata", "macroenabled", "macrosheet", "vbasignature")
EMBEDDED_WORDS = ("oleobject", "activex", "afchunk", "embeddings/")
EMBEDDING = ("/package", "/control")
"""How the kinds of relationships end by which other files and controls are held."""
HARMLESS_ABROAD = ("/hyperlink",)
"""Links that a reader follows with a click, and not before."""
MACRO_FOLDERS = ("basic/", "scripts/")
"""Where OpenDocument keeps them."""


class Budget:
    """How much of what is looked at one by one a whole file may hold."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, cost: int) -> None:
        self.left -= cost
        if self.left <= 0:
            raise DangerousError(Danger.GROWS)


def danger_of(file: IO[bytes]) -> Danger | None:
    """What makes a file dangerous; nothing for a harmless one, or for what is no file of ours at all."""
    file.seek(0)
    head = file.read(1024)
    try:
        if head.startswith(OLE):
            return Danger.OLD
        if head.startswith(b"PK\x03\x04"):
            examine_archive(file)
        elif b"%PDF-" in head:
            file.seek(0)
            examine_pdf(file.read())
    except DangerousError as found:
        return found.danger
    return None


def examine_archive(file: IO[bytes]) -> None:
    """Looks at the list of parts first, and unpacks no more than the start of each."""
    try:
        with ZipFile(file) as archive:
            examine_parts(archive)
    except UNREADABLE as error:
        raise DangerousError(Danger.DAMAGED) from error


def examine_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    refuse_growth(parts)
    refuse_unreadable(parts)
    for part in parts:
        examine_name(part.filename.casefold())
    tags = Budget(MOST_TAGS)
    for part in parts:
        examine_part(archive, part, tags)


def refuse_growth(parts: list[ZipInfo]) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    lists = sum(part.file_size for part in parts if is_list(part.filename.casefold()))
    grows = any(unpacked > least and unpacked > most * packed for least, most in GROWTHS)
    if grows or lists > LARGEST_LISTS or unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise DangerousError(Danger.GROWS)


def is_list(name: str) -> bool:
    return name.endswith(".rels") or name in {"[content_types].xml", "meta-inf/manifest.xml"}


def refuse_unreadable(parts: list[ZipInfo]) -> None:
    """A part that cannot be read, or two of one name of which each program takes another."""
    if any(part.flag_bits & 0x1 for part in parts):
        raise DangerousError(Danger.LOCKED)
    names = [part.filename.replace("\\", "/").casefold() for part in parts]
    if len(set(names)) < len(names):
        raise DangerousError(Danger.DAMAGED)


def examine_name(name: str) -> None:
    if name.startswith(MACRO_FOLDERS):
        raise DangerousError(Danger.MACROS)
    refuse_words(name)


def refuse_words(said: str) -> None:
    """What names, types and relationships give away; in lower case."""
    if any(word in said for word in MACRO_WORDS):
        raise DangerousError(Danger.MACROS)
    if any(word in said for word in EMBEDDED_WORDS):
        raise DangerousError(Danger.EMBEDDED)


def examine_part(archive: ZipFile, part: ZipInfo, tags: Budget) -> None:
    name = part.filename.casefold()
    if name == "[content_types].xml":
        for _element, attributes in elements(archive, part):
            refuse_words(" ".join(attributes.values()).casefold())
    elif name.endswith(".rels"):
        for _element, attributes in elements(archive, part):
            examine_relationship(attributes)
    elif name == "meta-inf/manifest.xml":
        if any(element.endswith("encryption-data") for element, _attributes in elements(archive, part)):
            raise DangerousError(Danger.LOCKED)
    else:
        with archive.open(part) as content:
            examine_content(content, tags, is_drawing=name.endswith(".svg"))


BLOCK, LONGEST_TAG = 256 * 1024, MEGABYTE
MOST_TAGS, LONG_TAG = 100_000, 100
"""Tags of the kinds that are looked into; a long one counts for each hundred bytes."""
BLANKS = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
"""What may stand before the content proper, marks of the order of bytes among it."""
ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")
ENCODINGS = {
    b"utf-8",
    b"utf-16",
    b"utf-16le",
    b"utf-16be",
    b"us-ascii",
    b"ascii",
    b"iso-8859-1",
    b"windows-1252",
}
"""Those in which plain letters are plain bytes once zeros are left out."""
EBCDIC = b"\x4c\x6f\xa7\x94"
"""How `<?xml` begins in the one alphabet that has other bytes for it."""
SCRIPTS = {b"script", b"event-listener"}
SCRIPT_ADDRESSES = (b"vnd.sun.star.script:", b"macro:///")
SOURCES = rb"image|object|object-ole|section-source|table-source|floating-frame|plugin|applet"
TAG_WORDS: tuple[bytes, ...] = (
    b"script",
    b"event-",
    b"dde",
    b"fldChar",
    b"instr",
    b"image",
    b"object",
    b"-source",
    b"-frame",
)
TAG_WORDS += (b"plugin", b"applet")
"""One of them is in every tag of the kinds below: looked for first, as most parts have none."""
TAG = re.compile(
    rb"<(?:[^<>\s:]*:)?"
    rb"(script|event-listener|dde-[a-z-]+|ddeLink|fldChar|instrText|fldSimple|" + SOURCES + rb")"
    rb"(?=[\s/>])([^<]*)"
)
ABROAD = re.compile(rb"href\s*=\s*[\"']\s*(?!data:)(?:[A-Za-z&][A-Za-z0-9+.&#;-]*:|/|\\|\.\./)")
"""An address that leads out of the document."""
SIMPLE_FIELD = re.compile(rb"instr\s*=\s*(?:\"([^\"]*)|'([^']*))")
FIELD = re.compile(r"(?:^|\0)\s*(?:DDE|DDEAUTO|INCLUDETEXT|LINK|IMPORT|QUOTE\s+\d+)\b", re.IGNORECASE)
"""Fields that fetch or start something, or that spell another field by the numbers of its letters."""


def examine_content(content: IO[bytes], tags: Budget, *, is_drawing: bool) -> None:
    """Reads a part in blocks, whole, and looks for what acts by itself in it."""
    first = content.read(BLOCK)
    start = first.lstrip(BLANKS)
    if start.startswith(PROGRAMS):
        raise DangerousError(Danger.EMBEDDED)
    refuse_alphabet(first)
    is_document = start.startswith(b"<") and not is_drawing
    examine_tags(pieces(first, content, is_document=is_document), tags, is_document=is_document)


def refuse_alphabet(first: bytes) -> None:
    """One in which the words looked for would not be found."""
    declared = ENCODING.search(first[:1024].replace(b"\0", b""))
    if first.startswith(EBCDIC) or (declared and declared[1].lower() not in ENCODINGS):
        raise DangerousError(Danger.DAMAGED)


def pieces(first: bytes, content: IO[bytes], *, is_document: bool) -> Iterator[bytes]:
    """The content without zeros, cut before tags, so that none is torn."""
    left, block = b"", first
    while block:
        text = left + block.replace(b"\0", b"")
        cut = text.rfind(b"<")
        if cut > 0 or len(text) <= LONGEST_TAG:
            cut = max(cut, 0)
            yield text[:cut]
            left = text[cut:]
        elif is_document:
            raise DangerousError(Danger.GROWS)
        else:
            yield text
            left = text[-len(OLE) :]
        block = content.read(BLOCK)
    yield left


def examine_tags(texts: Iterator[bytes], tags: Budget, *, is_document: bool) -> None:
    fields, has_marks = bytearray(), False
    for text in texts:
        refuse_hidden(text, is_document=is_document)
        has_marks |= b"<!" in text
        if any(word in text for word in TAG_WORDS):
            for tag in TAG.finditer(text):
                tags.spend(1 + len(tag[2]) // LONG_TAG)
                examine_tag(tag[1], tag[2], fields)
        if len(fields) > LARGEST_LIST:
            raise DangerousError(Danger.GROWS)
    if fields and has_marks:  # Comments and the like tear the words of fields apart; no program writes them.
        raise DangerousError(Danger.DAMAGED)
    if FIELD.search(unescape(fields.decode(errors="replace"))):
        raise DangerousError(Danger.EXTERNAL)


def refuse_hidden(text: bytes, *, is_document: bool) -> None:
    if OLE in text:
        raise DangerousError(Danger.EMBEDDED)
    if any(address in text for address in SCRIPT_ADDRESSES):
        raise DangerousError(Danger.MACROS)
    if is_document and b"<!ENTITY" in text:
        raise DangerousError(Danger.DAMAGED)


def examine_tag(name: bytes, rest: bytes, fields: bytearray) -> None:
    """Adds what a tag tells of a field to `fields`, where a zero begins each."""
    if name in SCRIPTS:
        raise DangerousError(Danger.MACROS)
    if name in FIELDS:
        fields += FIELDS[name](rest)
    elif name.startswith(b"dde") or ABROAD.search(rest):
        raise DangerousError(Danger.EXTERNAL)


def begun(rest: bytes) -> bytes:
    return b"\0" if b"begin" in rest else b""


def said_by(rest: bytes) -> bytes:
    """The text after the tag; an attribute that holds the tag's end would hide it."""
    attributes, _end, text = rest.partition(b">")
    if attributes.count(b'"') % 2 or attributes.count(b"'") % 2:
        raise DangerousError(Danger.DAMAGED)
    return text


def simple(rest: bytes) -> bytes:
    return b"".join(b"\0%b%b\0" % (found[1] or b"", found[2] or b"") for found in SIMPLE_FIELD.finditer(rest))


FIELDS = {b"fldChar": begun, b"instrText": said_by, b"fldSimple": simple}


def examine_relationship(attributes: dict[str, str]) -> None:
    said = {name: value.casefold() for name, value in attributes.items()}
    kind, is_abroad = said.get("Type", ""), said.get("TargetMode") == "external"
    refuse_words(kind if is_abroad else f"{kind} {said.get('Target', '')}")
    if kind.endswith(EMBEDDING):
        raise DangerousError(Danger.EMBEDDED)
    if is_abroad and not kind.endswith(HARMLESS_ABROAD):
        raise DangerousError(Danger.EXTERNAL)


def elements(archive: ZipFile, part: ZipInfo) -> list[tuple[str, dict[str, str]]]:
    """Names and attributes of a short list in XML; one with a document type of its own is not read."""
    if part.file_size > LARGEST_LIST:
        raise DangerousError(Danger.DAMAGED)
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    parser.StartDoctypeDeclHandler = refuse_document_type
    try:
        parser.Parse(archive.read(part), True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        raise DangerousError(Danger.DAMAGED) from error
    return found


def refuse_document_type(*_declared: object) -> None:
    raise DangerousError(Danger.DAMAGED)


ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoTo[RE])(?![A-Za-z0-9])"
    rb"|/XFA(?=[\s\0\[%0-9])"  # So short that it comes by chance: no more signs may follow than can.
)
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_ESCAPED = 100_000
STREAM = re.compile(rb"stream\r?\n")
OBJECTS = re.compile(rb"(?:O|#4[Ff])(?:b|#62)(?:j|#6[Aa])(?:S|#53)(?:t|#74)(?:m|#6[Dd])")
"""`ObjStm`, the type of streams that hold objects, whichever of its letters are escaped."""
MOST_STREAMS, LARGEST_STREAM = 5000, MEGABYTE
MOST_HIDDEN = 50 * MEGABYTE


def examine_pdf(content: bytes) -> None:
    """Looks for what acts by itself, also where names are escaped or objects are packed away.

    An address in it that happens to hold one of these names is taken for it: rather too careful.
    """
    escapes = Budget(MOST_ESCAPED)
    for text in (content, *packed_objects(content)):
        plain = unescaped(text, escapes)
        if LOCKED.search(plain):
            raise DangerousError(Danger.LOCKED_PDF)
        if ACTIVE.search(plain):
            raise DangerousError(Danger.ACTIVE_PDF)


def unescaped(text: bytes, escapes: Budget) -> bytes:
    """With plain letters in names; pictures hold a few things that look like escapes, but not many."""
    plain, found = ESCAPED.subn(lambda escape: bytes([int(escape[1], 16)]), text, count=escapes.left)
    escapes.spend(found)
    return plain


def packed_objects(content: bytes) -> Iterator[bytes]:
    """The streams that hold objects, unpacked; those that hold pictures and text are left alone."""
    starts = [found.end() for found in STREAM.finditer(content)]
    places = {bisect_left(starts, found.end()) for found in OBJECTS.finditer(content)}
    left = MOST_HIDDEN
    for place in sorted(places - {len(starts)}):
        unpacked = unpack(content, starts[place], left)
        left -= len(unpacked)
        if left <= 0 or len(places) > MOST_STREAMS:
            raise DangerousError(Danger.GROWS)
        yield unpacked


def unpack(content: bytes, start: int, most: int) -> bytes:
    end = content.find(b"endstream", start, start + LARGEST_STREAM)
    if end < 0:
        raise DangerousError(Danger.GROWS)
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(content[start:end], most)
    return b""
