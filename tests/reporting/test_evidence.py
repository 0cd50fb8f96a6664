"""Files beside the sections of a report: what is taken, who may, what leaves, what is kept."""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from rest_framework.test import APIClient

from activities.reporting.canonical import canonical_content
from activities.reporting.models import Evidence, Report
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.services import evidence as service
from activities.reporting.services import signing, workflow
from activities.reporting.services.answers import UnknownSectionError
from activities.reporting.services.evidence import EvidenceRefusedError, add_evidence, remove_evidence
from kernel.file_types import clean_name, media_type_of
from kernel.workflow import IllegalMove
from members.models import Member, User
from tests.reporting.making import activity_of, layout, report_of, said, save
from tests.reporting.test_review import DUE

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nThe list of participants."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def report(kenya: Member) -> Report:
    report = report_of(kenya)
    activity_of(report, title="Twinning")
    activity_of(report, "1.3", title="Meetings")
    return report


def uploaded(content: bytes = PDF, name: str = "list.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add(report: Report, by: User, content: bytes = PDF, name: str = "list.pdf", key: str = "1.2") -> Evidence:
    return add_evidence(report=report, key=key, file=ContentFile(content, name), by=by)


def archive(**parts: str) -> bytes:
    """A zip archive; `__` stands for a slash, and `.xml` is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name, text in parts.items():
            place = name.replace("__", "/")
            written.writestr(place if place in {"mimetype", "xl/vbaProject.bin"} else f"{place}.xml", text)
    return buffer.getvalue()


def page_of(report: Report, key: str = "1.2") -> str:
    section = layout_of(report).section(key)
    return f"/reports/{report.pk}/sections/{section.key if section else key}/evidence/"


def refresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


ODS = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.exe", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        ("a.gif", b"GIF89a" + bytes(20), "image/gif"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (
            "a.xlsx",
            archive(xl__workbook="x"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "a.docx",
            archive(word__document="x"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.ods", archive(mimetype=ODS), ODS),
        ("a.csv", "Région;7\n".encode(), "text/csv"),
        ("a.csv", "Région;7\n".encode("cp1252"), "text/csv"),
        ("a.txt", "Région\t7\n".encode("utf-16"), "text/plain"),
        ("a.pdf", b"MZ\x90\x00\x03", ""),
        ("a.pdf", b"<html><script>alert(1)</script>", ""),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        ("a.txt", b"\x81\x8d", ""),
        ("a.zip", archive(other="x"), ""),
        ("a.xlsx", b"PK\x03\x04 and no more", ""),
        ("a.odt", archive(mimetype="application/x-other"), ""),
    ],
)
def test_a_file_is_told_from_its_content(name: str, content: bytes, media_type: str) -> None:
    assert media_type_of(io.BytesIO(content), name) == media_type


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("list.pdf", "list.pdf"),
        ("LIST.PDF", "LIST.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ann\\list.pdf", "list.pdf"),
        ("Liste des délégués – 2013.pdf", "Liste des délégués – 2013.pdf"),
        ("قائمة.pdf", "قائمة.pdf"),
        ("list\u202efdp.exe", "listfdp.exe.pdf"),
        ('a"\r\nX: y.pdf', 'a" X: y.pdf'),
        ("...", "evidence.pdf"),
        ("n" * 300 + ".pdf", "n" * 196 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, name: str) -> None:
    assert clean_name(given, "application/pdf") == name


class TestAdding:
    def test_the_first_file_makes_an_open_report_a_draft(self, report: Report, nsb_editor: User) -> None:
        added = add(report, nsb_editor)

        assert (added.name, added.media_type, added.size) == ("list.pdf", "application/pdf", len(PDF))
        assert added.sha256 == hashlib.sha256(PDF).hexdigest()
        assert (added.section.step, added.section.activity.code, added.section.version) == ("", "1.2", 0)
        assert added.file.read() == PDF
        assert refresh(report).is_draft
        assert report.transitions.get().by == nsb_editor

    def test_the_section_can_then_be_saved_as_it_was_opened(self, report: Report, nsb_editor: User) -> None:
        add(report, nsb_editor)

        save(report, "1.2", said(), nsb_editor)

        assert report.sections.get().version == 1

    def test_what_is_signed_names_files_of_sections_without_words(
        self, report: Report, nsb_editor: User
    ) -> None:
        add(report, nsb_editor)

        (section,) = canonical_content(refresh(report))["sections"]

        digest = hashlib.sha256(PDF).hexdigest()
        assert section["evidence"] == [{"name": "list.pdf", "size": len(PDF), "sha256": digest}]

    def test_the_same_file_twice_in_a_section_is_said_and_not_stored(
        self, report: Report, nsb_editor: User
    ) -> None:
        add(report, nsb_editor)

        with pytest.raises(EvidenceRefusedError, match=r"“b.pdf” was not added: .* already, as “list.pdf”"):
            add(report, nsb_editor, name="b.pdf")

        add(report, nsb_editor, key="1.3")
        assert sorted(Evidence.objects.values_list("section__activity__code", flat=True)) == ["1.2", "1.3"]

    def test_what_it_is_not_is_refused_in_words(self, report: Report, nsb_editor: User) -> None:
        with pytest.raises(EvidenceRefusedError, match=r"“list.pdf” was not added: going by its content"):
            add(report, nsb_editor, content=b"MZ\x90\x00")
        with pytest.raises(EvidenceRefusedError, match="going by its content"):
            add(report, nsb_editor, content=b"")

        assert not report.sections.exists()
        assert refresh(report).is_open

    def test_macros_are_refused(self, report: Report, nsb_editor: User) -> None:
        with pytest.raises(EvidenceRefusedError, match=r"“list.pdf” was not added: it holds macros\. Save"):
            add(report, nsb_editor, content=archive(xl__workbook="x", **{"xl/vbaProject.bin": "x"}))

    def test_too_large(self, report: Report, nsb_editor: User) -> None:
        with pytest.raises(EvidenceRefusedError, match=r"a file may have 10.0.MB at most"):
            add(report, nsb_editor, content=PDF + bytes(service.LARGEST_FILE))

        add(report, nsb_editor, content=PDF.ljust(service.LARGEST_FILE))

    def test_too_much_in_all(self, report: Report, nsb_editor: User) -> None:
        first = add(report, nsb_editor)
        Evidence.objects.filter(pk=first.pk).update(size=service.LARGEST_TOTAL - 5)

        with pytest.raises(EvidenceRefusedError, match=r"may have 100.0.MB in all"):
            add(report, nsb_editor, content=PNG, name="b.png")

    def test_a_section_that_is_not_there(self, report: Report, nsb_editor: User) -> None:
        with pytest.raises(UnknownSectionError):
            add(report, nsb_editor, key="9.9")

    @pytest.mark.parametrize("person", ["nsb_viewer", "other_nsb_editor", "devt_officer", "devco", "donor"])
    def test_only_who_fills_in_the_report(
        self, report: Report, person: str, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(PermissionDenied, match="Only an editor or the authorised officer"):
            add(report, request.getfixturevalue(person))

    @pytest.mark.parametrize("state", ["submitted", "in_review", "accepted", "exempt"])
    def test_not_once_the_report_is_out_of_hand(self, kenya: Member, nsb_editor: User, state: str) -> None:
        report = report_of(kenya, **{state: True})
        activity_of(report)

        with pytest.raises(IllegalMove, match="so its evidence cannot be changed"):
            add(report, nsb_editor)

    def test_evidence_ends_a_nil_return_and_stands_against_one(
        self, kenya: Member, nsb_officer: User
    ) -> None:
        report = report_of(kenya, nil=True, draft=True)
        activity_of(report)

        add(report, nsb_officer)

        assert not refresh(report).is_nil
        with pytest.raises(IllegalMove, match="1 section holds something to report"):
            signing.sign_nil_return(report=report, statement="Nothing.", by=nsb_officer)

    def test_half_a_file_that_a_crash_left_is_replaced(self, report: Report, nsb_editor: User) -> None:
        path = f"evidence/{report.pk}/{hashlib.sha256(PDF).hexdigest()}"
        default_storage.save(path, ContentFile(PDF[:5]))

        assert add(report, nsb_editor).file.read() == PDF


class TestRemoving:
    def test_row_and_file_go(
        self,
        report: Report,
        nsb_editor: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        added = add(report, nsb_editor)

        with django_capture_on_commit_callbacks(execute=True):
            remove_evidence(evidence=added, by=nsb_editor)

        assert not Evidence.objects.exists()
        assert not default_storage.exists(added.file.name)

    def test_the_file_stays_while_another_section_has_it(
        self,
        report: Report,
        nsb_editor: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        added, other = add(report, nsb_editor), add(report, nsb_editor, key="1.3")

        with django_capture_on_commit_callbacks(execute=True):
            remove_evidence(evidence=added, by=nsb_editor)

        assert other.file.read() == PDF

    def test_what_was_signed_stays_and_is_downloaded_from_its_version(
        self,
        client: Client,
        kenya: Member,
        nsb_officer: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        report = report_of(kenya)
        activity_of(report, measured=False)
        added = add(report, nsb_officer)
        save(report, "1.2", said(), nsb_officer)
        signing.sign_report(report=report, by=nsb_officer)
        with pytest.raises(IllegalMove):
            remove_evidence(evidence=added, by=nsb_officer)
        workflow.withdraw(report=report, by=nsb_officer)

        with django_capture_on_commit_callbacks(execute=True):
            remove_evidence(evidence=Evidence.objects.get(), by=nsb_officer)

        client.force_login(nsb_officer)
        address = f"/reports/{report.pk}/versions/1/evidence/{added.sha256}/"
        page = client.get(f"/reports/{report.pk}/versions/1/").content.decode()
        assert f'<a href="{address}">list.pdf</a>' in page
        assert f"SHA-256 <code>{added.sha256[:12]}…</code>" in page
        response = client.get(address)
        assert b"".join(response) == PDF
        assert response["Content-Type"] == "application/pdf"
        assert client.get(address.replace(added.sha256, "0" * 64)).status_code == 404

    def test_only_who_fills_in_the_report(self, report: Report, nsb_editor: User, nsb_viewer: User) -> None:
        with pytest.raises(PermissionDenied):
            remove_evidence(evidence=add(report, nsb_editor), by=nsb_viewer)


class TestPages:
    def test_several_files_at_once(self, client: Client, report: Report, nsb_editor: User) -> None:
        client.force_login(nsb_editor)

        response = client.post(page_of(report), {"file": [uploaded(), uploaded(PNG, "photo.png")]})

        assert response["Location"] == page_of(report).removesuffix("evidence/")
        page = client.get(response["Location"], follow=True).content.decode()
        assert "2 files were added." in page
        assert "photo.png</a>" in page
        assert "Esther Editor" in page

    def test_good_files_are_kept_and_others_told(
        self, client: Client, report: Report, nsb_editor: User
    ) -> None:
        client.force_login(nsb_editor)

        response = client.post(page_of(report), {"file": [uploaded(), uploaded(b"MZ\x90\x00", "bad.pdf")]})

        page = response.content.decode()
        assert response.status_code == 422
        assert "1 file was added." in page
        assert "“bad.pdf” was not added" in page
        assert Evidence.objects.get().name == "list.pdf"

    def test_no_file_and_too_many(self, client: Client, report: Report, nsb_editor: User) -> None:
        client.force_login(nsb_editor)
        many = [uploaded(PDF + bytes([48 + n]), f"{n}.pdf") for n in range(6)]

        assert "This field is required." in client.post(page_of(report)).content.decode()
        assert "Choose 5 files at most." in client.post(page_of(report), {"file": many}).content.decode()
        assert not Evidence.objects.exists()

    def test_remove_asks_first(self, client: Client, report: Report, nsb_editor: User) -> None:
        client.force_login(nsb_editor)
        added = add(report, nsb_editor)

        assert "Remove “list.pdf”" in client.get(page_of(report)).content.decode()
        question = client.get(f"{page_of(report)}{added.key}/remove/").content.decode()
        assert "Remove this file?" in question
        assert Evidence.objects.get() == added
        page = client.post(f"{page_of(report)}{added.key}/remove/", follow=True).content.decode()

        assert "“list.pdf” was removed." in page
        assert not Evidence.objects.exists()

    def test_a_section_that_is_not_there(self, client: Client, report: Report, nsb_editor: User) -> None:
        client.force_login(nsb_editor)

        assert client.get(page_of(report, "9.9")).status_code == 404

    def test_the_button_of_a_step_saves_first(self, client: Client, report: Report, nsb_editor: User) -> None:
        client.force_login(nsb_editor)
        section = layout(report, "1.2")
        typed = {
            f"{section.anchor}-version": "0",
            f"{section.anchor}-seen": section.data.digest,
            f"{section.anchor}-done": "We met.",
            "window": "w",
        }

        response = client.post(f"/reports/{report.pk}/steps/2/", typed | {"evidence": section.key})

        assert response["Location"] == f"{page_of(report)}?saved=w"
        assert report.sections.get().done == "We met."

    def test_the_reading_page_and_comparing_name_the_files(
        self, client: Client, report: Report, nsb_officer: User, nsb_viewer: User
    ) -> None:
        save(report, "1.2", said(changed="Much."), nsb_officer)
        save(report, "1.3", said(changed="More."), nsb_officer)
        signing.sign_report(report=report, by=nsb_officer)
        workflow.withdraw(report=report, by=nsb_officer)
        added = add(report, nsb_officer)
        signing.sign_report(report=report, by=nsb_officer)
        client.force_login(nsb_viewer)

        page = client.get(f"/reports/{report.pk}/").content.decode()
        compared = client.get(f"/reports/{report.pk}/versions/1/2/").content.decode()

        assert f'<a href="/reports/{report.pk}/evidence/{added.key}/">list.pdf</a>' in page
        assert f"list.pdf ({added.sha256[:8]})" in compared

    def test_review_says_what_came_in_a_later_round(
        self, client: Client, report: Report, nsb_officer: User, devt_officer: User
    ) -> None:
        save(report, "1.2", said(changed="Much."), nsb_officer)
        save(report, "1.3", said(changed="More."), nsb_officer)
        add(report, nsb_officer)
        signing.sign_report(report=report, by=nsb_officer)
        workflow.start_review(report=report, by=devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=DUE.replace(year=2999), reason="Who?")
        add(report, nsb_officer, content=PNG, name="photo.png")
        signing.sign_report(report=report, by=nsb_officer)
        client.force_login(devt_officer)

        page = client.get(f"/reports/{report.pk}/review/sections/1.2/").content.decode()

        before, later = page.split("list.pdf</a>")[1].split("photo.png</a>")
        assert "Added in round" not in before
        assert "Added in round 2" in later
        address = f"/reports/{report.pk}/versions/2/evidence/{hashlib.sha256(PNG).hexdigest()}/"
        assert b"".join(client.get(address)) == PNG

    @pytest.mark.parametrize("files", [1, 3])
    def test_queries_of_a_step_do_not_grow(
        self,
        client: Client,
        report: Report,
        nsb_editor: User,
        files: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(files):
            add(report, nsb_editor, content=PDF + bytes([48 + number]), name=f"{number}.pdf")
        client.force_login(nsb_editor)
        client.get(f"/reports/{report.pk}/steps/2/")

        with django_assert_num_queries(26):
            page = client.get(f"/reports/{report.pk}/steps/2/").content.decode()
        assert page.count(".pdf</a>") == files


class TestDownload:
    @pytest.mark.parametrize(
        ("person", "status"),
        [
            ("devt_administrator", 200),
            ("devt_officer", 200),
            ("nsb_officer", 200),
            ("nsb_editor", 200),
            ("nsb_viewer", 200),
            ("other_nsb_editor", 404),
            ("devco", 404),
            ("donor", 404),
        ],
    )
    def test_who_gets_it(
        self,
        client: Client,
        report: Report,
        nsb_editor: User,
        person: str,
        status: int,
        request: pytest.FixtureRequest,
    ) -> None:
        added = add(report, nsb_editor)
        client.force_login(request.getfixturevalue(person))

        assert client.get(added.get_absolute_url()).status_code == status
        assert client.get(f"/{added.file.name}").status_code == 404

    def test_it_is_saved_and_never_run(self, client: Client, report: Report, nsb_editor: User) -> None:
        added = add(report, nsb_editor, name="Liste – délégués.pdf")
        client.force_login(nsb_editor)

        response = client.get(added.get_absolute_url())

        assert response.streaming
        assert b"".join(response) == PDF
        assert response["Content-Type"] == "application/pdf"
        name = "Liste%20%E2%80%93%20d%C3%A9l%C3%A9gu%C3%A9s.pdf"
        assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cache-Control"] == "private, no-store"


class TestApi:
    @pytest.fixture
    def api(self, nsb_editor: User) -> APIClient:
        api = APIClient()
        api.force_authenticate(nsb_editor)
        return api

    def test_add_list_download_remove(self, api: APIClient, report: Report) -> None:
        address = f"/api/v1/reports/{report.pk}/sections/1.2/evidence/"

        added = api.post(address, {"file": uploaded()}, format="multipart")
        listed = api.get(address).json()

        assert added.status_code == 201
        assert listed == [added.json()]
        assert {name: listed[0][name] for name in ("name", "media_type", "size", "sha256", "added_by")} == {
            "name": "list.pdf",
            "media_type": "application/pdf",
            "size": len(PDF),
            "sha256": hashlib.sha256(PDF).hexdigest(),
            "added_by": "Esther Editor",
        }
        download: Any = api.get(listed[0]["download"])
        assert b"".join(download) == PDF
        assert api.delete(listed[0]["download"]).status_code == 204
        assert api.get(address).json() == []

    def test_refusals(self, api: APIClient, report: Report, nsb_officer: User, ghana: Member) -> None:
        address = f"/api/v1/reports/{report.pk}/sections/1.2/evidence/"
        bad = api.post(address, {"file": uploaded(b"MZ\x90\x00")}, format="multipart")
        unknown = api.post(address.replace("1.2", "9.9"), {"file": uploaded()}, format="multipart")
        other = api.post(
            address.replace(str(report.pk), str(report_of(ghana).pk)),
            {"file": uploaded()},
            format="multipart",
        )
        Report.objects.filter(pk=report.pk).update(state="submitted")
        late = api.post(address, {"file": uploaded()}, format="multipart")

        assert (bad.status_code, list(bad.json()["errors"])) == (400, ["file"])
        assert (unknown.status_code, other.status_code, late.status_code) == (404, 404, 409)
