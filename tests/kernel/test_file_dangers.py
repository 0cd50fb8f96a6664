"""Evidence that would do something to its reader is refused, with why; harmless files are taken."""

import io
import struct
import zlib
from hashlib import shake_256
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from kernel.file_dangers import OLE, Danger, danger_of
from kernel.file_types import XLSX, media_type_of

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
OLE_FILE = OLE + bytes(600)


NOISE = shake_256().digest(1_200_000).replace(b"<", b"a").replace(b"\0", b"a")
"""More than a megabyte that does not shrink, without a tag."""


def archive(parts: dict[str, bytes | str], how: int = ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", how) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def types(*more: str, main: str = f"{SHEET}.sheet.main+xml") -> str:
    return (
        f'<?xml version="1.0"?><Types xmlns="{TYPES}">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/>{"".join(more)}</Types>'
    )


def relationships(kind: str, target: str, mode: str = "") -> str:
    how = f' TargetMode="{mode}"' if mode else ""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1" Type="{kind}" Target="{target}"{how}/>'
        f'<Relationship Id="r2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def workbook(**more: bytes | str) -> dict[str, bytes | str]:
    """A harmless workbook, with more parts or others in the place of its own."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relationships(f"{OFFICE}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": "<workbook/>",
        "xl/_rels/workbook.xml.rels": relationships(f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": "<worksheet/>",
        "xl/printerSettings/printerSettings1.bin": b"\x00\x01printer",
        "xl/media/image1.png": b"\x89PNG\r\n\x1a\n",
    }
    return parts | more


def override(name: str, kind: str) -> str:
    return f'<Override PartName="{name}" ContentType="{kind}"/>'


RELS = "xl/_rels/workbook.xml.rels"
VBA = "application/vnd.ms-office.vbaProject"
OPEN = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office:document/>"}
LOCKED_PART = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
)

DOCUMENT = {
    "[Content_Types].xml": types(main="application/vnd.openxmlformats-officedocument.wordprocessingml"),
    "word/document.xml": "<w:document/>",
}
RUN = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
BEGIN, END = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
HIDDEN = "<script:event-listener script:event-name='dom:load'/>"


def document(*words: str, between: str = "") -> dict[str, bytes | str]:
    """A text document with one field, in as many runs as there are words."""
    field = BEGIN + between.join(RUN.format(word) for word in words) + END
    return DOCUMENT | {"word/document.xml": f"<w:document><w:p>{field}</w:p></w:document>"}


def opened(content: bytes | str, name: str = "content.xml") -> dict[str, bytes | str]:
    return OPEN | {name: content}


def images(number: int) -> str:
    """As many tags, each another, so that they do not pack a hundredfold."""
    return "".join(f"<image x='{place * 7919}'/>" for place in range(number))


ARCHIVES: list[tuple[str, dict[str, bytes | str], Danger | None]] = [
    ("a harmless workbook", workbook(), None),
    (
        "a link that a reader clicks",
        workbook(**{RELS: relationships(f"{OFFICE}/hyperlink", "https://a.example/activeX", "External")}),
        None,
    ),
    ("macros where they usually are", workbook(**{"xl/vbaProject.bin": OLE_FILE}), Danger.MACROS),
    ("macros in capitals", workbook(**{"XL/VBAPROJECT.BIN": OLE_FILE}), Danger.MACROS),
    ("macros elsewhere", workbook(**{"docProps/vbaProject.bin": b"x"}), Danger.MACROS),
    (
        "macros by another name, told by their type",
        workbook(**{"xl/a.dat": b"x", "[Content_Types].xml": types(override("/xl/a.dat", VBA))}),
        Danger.MACROS,
    ),
    (
        "macros by another ending, told by the type of all such",
        workbook(
            **{
                "xl/a.dat": b"x",
                "[Content_Types].xml": types(f'<Default Extension="dat" ContentType="{VBA}"/>'),
            }
        ),
        Danger.MACROS,
    ),
    (
        "macros by another name, told by their relationship",
        workbook(**{"xl/a.dat": b"x", RELS: relationships(f"{MICROSOFT}/vbaProject", "a.dat")}),
        Danger.MACROS,
    ),
    (
        "macros by another name and without any word, told by their content",
        workbook(**{"xl/styles2.xml": OLE_FILE}),
        Danger.EMBEDDED,
    ),
    (
        "an .xlsm saved as .xlsx",
        workbook(
            **{"[Content_Types].xml": types(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml")}
        ),
        Danger.MACROS,
    ),
    (
        "types in another alphabet",
        workbook(
            **{
                "[Content_Types].xml": types(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                .replace("1.0", '1.0" encoding="UTF-16')
                .encode("utf-16")
            }
        ),
        Danger.MACROS,
    ),
    ("a sheet of old macros", workbook(**{"xl/macrosheets/sheet1.xml": "<xm:macrosheet/>"}), Danger.MACROS),
    ("an OLE object", workbook(**{"xl/embeddings/oleObject1.bin": OLE_FILE}), Danger.EMBEDDED),
    ("another document inside", workbook(**{"xl/embeddings/a.docx": b"PK\x03\x04"}), Danger.EMBEDDED),
    (
        "a document inside by another name",
        workbook(**{"xl/media/image2.png": archive(workbook())}),
        Danger.EMBEDDED,
    ),
    ("a program inside", workbook(**{"xl/media/image2.png": b"MZ\x90\x00"}), Danger.EMBEDDED),
    (
        "an embedded package, told by its relationship",
        workbook(**{"xl/a.dat": b"x", RELS: relationships(f"{OFFICE}/package", "a.dat")}),
        Danger.EMBEDDED,
    ),
    ("ActiveX", workbook(**{"xl/activeX/activeX1.xml": "<ax/>"}), Danger.EMBEDDED),
    (
        "a control by another name",
        workbook(**{"xl/a.xml": "x", RELS: relationships(f"{OFFICE}/control", "a.xml")}),
        Danger.EMBEDDED,
    ),
    (
        "a template from elsewhere",
        workbook(
            **{RELS: relationships(f"{OFFICE}/attachedTemplate", "https://evil.example/a.dotm", "External")}
        ),
        Danger.EXTERNAL,
    ),
    (
        "a picture from elsewhere",
        workbook(**{RELS: relationships(f"{OFFICE}/image", r"\\evil.example\a.png", "external")}),
        Danger.EXTERNAL,
    ),
    (
        "another workbook's values",
        workbook(
            **{
                "xl/externalLinks/_rels/externalLink1.xml.rels": relationships(
                    f"{OFFICE}/externalLinkPath", "other.xlsx", "External"
                )
            }
        ),
        Danger.EXTERNAL,
    ),
    ("a list that is no XML", workbook(**{RELS: "<Relationships"}), Danger.DAMAGED),
    (
        "a list that grows by itself",
        workbook(**{RELS: '<!DOCTYPE a [<!ENTITY b "c">]><Relationships>&b;</Relationships>'}),
        Danger.DAMAGED,
    ),
    (
        "a list that is too long",
        workbook(**{RELS: " " * (1024 * 1024 + 1), "xl/a.bin": NOISE[:9999]}),
        Danger.DAMAGED,
    ),
    ("two parts of one name", workbook(**{"XL/workbook.xml": "<other/>"}), Danger.DAMAGED),
    ("an OpenDocument", OPEN, None),
    ("an OpenDocument with macros", OPEN | {"Basic/Standard/Module1.xml": "Sub Main"}, Danger.MACROS),
    ("an OpenDocument with scripts", OPEN | {"Scripts/python/a.py": "import os"}, Danger.MACROS),
    ("an OpenDocument with an OLE object", OPEN | {"Object 1": OLE_FILE}, Danger.EMBEDDED),
    ("an OpenDocument with a password", OPEN | {"META-INF/manifest.xml": LOCKED_PART}, Danger.LOCKED),
    ("an OpenDocument's place for scripts, empty", opened("<o:d><office:scripts/></o:d>"), None),
    ("a script in the text", opened("<o:d><office:script>a</office:script></o:d>"), Danger.MACROS),
    ("a script without a prefix", opened("<d><script>a</script></d>"), Danger.MACROS),
    ("a script that waits for an event", opened(f"<o:d>{HIDDEN}</o:d>"), Danger.MACROS),
    ("a script in the styles", opened(f"<o:d>{HIDDEN}</o:d>", "styles.xml"), Danger.MACROS),
    ("a script in any other part", opened(f"<o:d>{HIDDEN}</o:d>", "Object 1/any.dat"), Danger.MACROS),
    (
        "a script in another alphabet",
        opened(f'<?xml version="1.0" encoding="UTF-16"?><o:d>{HIDDEN}</o:d>'.encode("utf-16")),
        Danger.MACROS,
    ),
    ("an alphabet of large computers", opened(f"<?xml?><o:d>{HIDDEN}</o:d>".encode("cp037")), Danger.DAMAGED),
    ("an unusual alphabet", opened('<?xml version="1.0" encoding="UTF-7"?><d/>'), Danger.DAMAGED),
    (
        "a script in an entity",
        opened("<!DOCTYPE d [<!ENTITY a '&#60;scr&#105;pt/>'>]><d>&a;</d>"),
        Danger.DAMAGED,
    ),
    ("a link to a macro", opened('<text:a xlink:href="vnd.sun.star.script:a.b"/>'), Danger.MACROS),
    ("a script far behind", opened("<p>éa</p>" * 60_000 + HIDDEN), Danger.MACROS),
    ("a tag torn by blocks", opened("<p/>" + " " * (256 * 1024 - 14) + HIDDEN), Danger.MACROS),
    ("a source over DDE", opened('<office:dde-source office:dde-application="cmd"/>'), Danger.EXTERNAL),
    ("a picture of its own", opened('<draw:image xlink:href="Pictures/1.png"/>'), None),
    ("a chart of its own", opened('<draw:object xlink:href="./Object 1"/>'), None),
    ("a picture from the web", opened('<draw:image xlink:href="https://evil.example/a"/>'), Danger.EXTERNAL),
    ("a picture from the network", opened(r'<draw:image xlink:href="\\evil\a"/>'), Danger.EXTERNAL),
    ("a table from beside it", opened('<table:table-source xlink:href="../a.ods"/>'), Danger.EXTERNAL),
    ("a drawing with its picture", opened('<!-- a --><image href="data:image/png,a"/>', "a.svg"), None),
    ("an OLE object behind blanks", DOCUMENT | {"word/a.bin": b"    " + OLE_FILE}, Danger.EMBEDDED),
    ("an OLE object far behind", DOCUMENT | {"word/a.bin": b"a" * 262_140 + OLE_FILE}, Danger.EMBEDDED),
    ("an OLE object behind a megabyte", DOCUMENT | {"word/a.bin": NOISE + OLE_FILE}, Danger.EMBEDDED),
    ("an archive behind blanks", DOCUMENT | {"word/a.bin": b"\r\n\0PK\x03\x04"}, Danger.EMBEDDED),
    ("a tag of more than a megabyte", DOCUMENT | {"word/a.xml": b"<a " + NOISE}, Danger.GROWS),
    ("fields of more than a megabyte", document("7" + NOISE.hex()), Danger.GROWS),
    ("a page number", document(" PAGE "), None),
    ("a link to a page about DDE", document(' HYPERLINK "https://a.example/ DDE"'), None),
    ("a field that starts a program", document(" DDEAUTO c:\\\\cmd.exe"), Danger.EXTERNAL),
    ("the same in small letters", document("ddeauto cmd"), Danger.EXTERNAL),
    ("the same in two runs", document("DDE", "AUTO cmd"), Danger.EXTERNAL),
    ("the same in references", document("&#68;DE cmd"), Danger.EXTERNAL),
    ("the same by numbers", document("QUOTE 68 68 69"), Danger.EXTERNAL),
    ("the same torn by a comment", document("D", "DE cmd", between="<!-- a -->"), Danger.DAMAGED),
    (
        "the same behind a strange attribute",
        document('7</w:instrText><w:instrText a=">">DDE'),
        Danger.DAMAGED,
    ),
    (
        "the same as a simple field",
        DOCUMENT | {"word/header1.xml": "<w:hdr><w:fldSimple w:instr=' DDE cmd '/></w:hdr>"},
        Danger.EXTERNAL,
    ),
    ("another text", document(' INCLUDETEXT "//evil/a"'), Danger.EXTERNAL),
    (
        "another workbook over DDE",
        workbook(**{"xl/externalLinks/externalLink1.xml": '<x><ddeLink ddeService="cmd"/></x>'}),
        Danger.EXTERNAL,
    ),
    ("an OpenDocument that grows 900-fold", OPEN | {"a.xml": bytes(19 * 1024 * 1024)}, Danger.GROWS),
    ("a part that grows a thousandfold", workbook(**{"xl/a.xml": bytes(30 * 1024 * 1024)}), Danger.GROWS),
    (
        "lists that are long together",
        {f"{number}.rels": "<R/>".ljust(900_000) for number in range(5)},
        Danger.GROWS,
    ),
    ("many pictures", opened(images(40_000)) | {"styles.xml": images(40_000)}, None),
    (
        "more pictures than any document has",
        opened(images(60_000)) | {"styles.xml": images(60_000)},
        Danger.GROWS,
    ),
    ("pictures with endless tags", opened(f'<draw:image a="{NOISE.hex() * 3}"/>' * 20), Danger.GROWS),
    ("more parts than any document has", {f"{number}.xml": b"" for number in range(5001)}, Danger.GROWS),
]


@pytest.mark.parametrize(
    ("parts", "danger"), [case[1:] for case in ARCHIVES], ids=[case[0] for case in ARCHIVES]
)
def test_archives(parts: dict[str, bytes | str], danger: Danger | None) -> None:
    assert danger_of(io.BytesIO(archive(parts))) == danger


def test_what_is_refused_for_a_danger_would_else_be_taken() -> None:
    """So that the cases above try the danger, and not a file that is no workbook anyway."""
    harmful = io.BytesIO(archive(workbook(**{"xl/vbaProject.bin": OLE_FILE})))

    assert media_type_of(harmful, "a.xlsx") == XLSX


def test_a_large_workbook_of_ordinary_growth_is_taken() -> None:
    rows = b"".join(b'<c r="A%d"><v>%d</v></c>' % (row, row * 7919 % 10007) for row in range(900_000))
    assert len(rows) > 20 * 1024 * 1024

    assert danger_of(io.BytesIO(archive(workbook(**{"xl/worksheets/sheet2.xml": rows})))) is None


def test_the_list_is_read_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise AssertionError("It was unpacked.")

    content = archive(workbook(**{"xl/a.xml": bytes(30 * 1024 * 1024)}))
    monkeypatch.setattr(ZipFile, "open", fail)

    assert danger_of(io.BytesIO(content)) == Danger.GROWS


def test_a_part_with_a_password_is_refused() -> None:
    content = bytearray(archive(workbook(), ZIP_STORED))
    entry = content.index(b"PK\x01\x02")
    (flags,) = struct.unpack_from("<H", content, entry + 8)
    struct.pack_into("<H", content, entry + 8, flags | 1)

    assert danger_of(io.BytesIO(bytes(content))) == Danger.LOCKED


@pytest.mark.parametrize("at", ["PK\x01\x02", "PK\x03\x04"])
def test_a_part_that_cannot_be_unpacked_is_refused(at: str) -> None:
    """Else what hides in it would be overlooked."""
    content = bytearray(archive(workbook()))
    place = content.rindex(at.encode()) + (10 if at == "PK\x01\x02" else 30)
    content[place : place + 2] = b"\x63\x00"

    assert danger_of(io.BytesIO(bytes(content))) == Danger.DAMAGED


def test_parts_that_lie_about_their_size_are_read_no_further_than_they_say() -> None:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in workbook().items():
            made.writestr(name, content)
        made.writestr(ZipInfo("xl/a.xml"), bytes(5 * 1024 * 1024), ZIP_DEFLATED)
    lying = bytearray(buffer.getvalue())
    struct.pack_into("<I", lying, lying.rindex(b"PK\x01\x02") + 24, 10)

    assert danger_of(io.BytesIO(bytes(lying))) in {None, Danger.DAMAGED}


def packed(text: bytes) -> bytes:
    stream = zlib.compress(text)
    return (
        b"7 0 obj <</Type /ObjStm /N 1 /Filter /FlateDecode /Length %d>> stream\r\n%s\nendstream endobj"
        % (
            len(stream),
            stream,
        )
    )


@pytest.mark.parametrize(
    ("content", "danger"),
    [
        (b"%PDF-1.7 1 0 obj <</Type /Catalog>> endobj", None),
        (b"%PDF-1.7 1 0 obj <</S /URI /URI (https://iso.org/launch)>> endobj", None),
        (b"%PDF-1.7 (JavaScript for beginners)", None),
        (b"%PDF-1.7 <</EncryptMetadata false>>", None),
        (b"%PDF-1.7 <</S /JavaScript /JS (app.alert(1))>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</S/J#61vaScript/JS(app.alert(1))>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</S /Launch /F (cmd.exe)>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</Names <</EmbeddedFiles 3 0 R>>>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</Type /#45mbeddedFile>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</Subtype /RichMedia>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</S /GoTo /D [3 0 R /Fit]>>", None),
        (rb"%PDF-1.7 <</S /GoToR /F (\\evil.example\a.pdf)>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</S/GoToE/T<</R/C>>>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</S /SubmitForm /F (https://evil.example)>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</S /ImportData /F (a.fdf)>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</AcroForm <</XFA[(a) 7 0 R]>>>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 <</AcroForm <</XFA 7 0 R>>>>", Danger.ACTIVE_PDF),
        (b"%PDF-1.7 /XFA\xf3 by chance", None),
        (b"%PDF-1.7 " + packed(b"<</Title (Report)>>"), None),
        (b"%PDF-1.7 " + packed(b"<</S /JavaScript /JS 8 0 R>>"), Danger.ACTIVE_PDF),
        (b"%PDF-1.7 " + packed(b"<</S /Launch>>").replace(b"ObjStm", b"#4FbjStm"), Danger.ACTIVE_PDF),
        (b"%PDF-1.7 stream\nnothing packed", None),
        (b"%PDF-1.7 /ObjStm stream\nnothing packed endstream", None),
        (b"%PDF-1.7 /ObjStm stream\nwithout an end", Danger.GROWS),
        (b"%PDF-1.7 /ObjStm", None),
        (b"%PDF-1.7 " + b"#41" * 100_000, Danger.GROWS),
        (b"%PDF-1.7 " + packed(b"#41" * 40_000) * 2, None),
        (b"%PDF-1.7 " + packed(b"#41" * 40_000) * 3, Danger.GROWS),
        (b"%PDF-1.7 " + packed(b"<</Title (Report)>>") * 5001, Danger.GROWS),
        (b"%PDF-1.7 " + packed(b"<</Title (A)>>") + packed(b"<</S /Launch>>"), Danger.ACTIVE_PDF),
        (b"%PDF-1.7 trailer <</Encrypt 9 0 R>>", Danger.LOCKED_PDF),
        (b"%PDF-1.7 " + packed(bytes(51 * 1024 * 1024)), Danger.GROWS),
        (b"junk %PDF-1.7 <</S /JavaScript>>", Danger.ACTIVE_PDF),
    ],
)
def test_pdfs(content: bytes, danger: Danger | None) -> None:
    assert danger_of(io.BytesIO(content)) == danger


HEAVY: list[tuple[bytes, Danger | None]] = [
    (b"#41" * 3_300_000, Danger.GROWS),
    (b"stream\n" * 1_400_000, None),
    (b"/ObjStm stream\nendstream " * 400_000, Danger.GROWS),
    (b"/ObjStm " * 1_200_000, None),
    (b"/ObjStm stream\n" * 600_000, Danger.GROWS),
]
"""Ten megabytes each, made to be slow for whoever looks at them naively."""


@pytest.mark.parametrize(("content", "danger"), HEAVY)
def test_what_is_made_to_be_slow_is_told_as_well(content: bytes, danger: Danger | None) -> None:
    assert danger_of(io.BytesIO(b"%PDF-" + content)) == danger


@pytest.mark.parametrize(
    ("content", "danger"),
    [
        (OLE_FILE, Danger.OLD),
        (b"Region;7\n", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"", None),
        (b"PK\x03\x04 and no more", Danger.DAMAGED),
    ],
)
def test_other_files(content: bytes, danger: Danger | None) -> None:
    assert danger_of(io.BytesIO(content)) == danger


@pytest.mark.parametrize("danger", list(Danger))
def test_every_danger_says_what_to_do(danger: Danger) -> None:
    said = str(danger.label)

    assert said.startswith(("it ", "its ", "unpacked "))
    assert said.count(". ") >= 1
    assert said.endswith(".")
