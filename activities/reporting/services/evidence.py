"""Evidence: files that show what a section says; the one way in for pages and the API."""

import hashlib
import uuid
from typing import TYPE_CHECKING

import pghistory
from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from activities.reporting.models import Evidence, Report, Section
from activities.reporting.models.reports import evidence_path, stored_path
from activities.reporting.rules import EDIT_REPORT, FILL_REPORT
from activities.reporting.selectors.sections import place_named
from activities.reporting.services.answers import UnknownSectionError, end_nil_return
from activities.reporting.services.workflow import begin, lock, refuse_if_over
from kernel.access import require
from kernel.file_dangers import danger_of
from kernel.file_types import clean_name, media_type_of
from kernel.queue import after_commit
from kernel.workflow import IllegalMove, WorkflowError

if TYPE_CHECKING:
    from members.models import User

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_TOTAL = 100 * MEGABYTE


class EvidenceRefusedError(WorkflowError):
    """The file cannot be taken; nothing was stored."""


@transaction.atomic
def add_evidence(*, report: Report, key: str, file: "File[bytes]", by: "User") -> Evidence:
    """Keeps a file beside a section; the first makes an untouched report a draft, like a save."""
    require(by, FILL_REPORT, report)
    found = _examined(file)
    locked = _changeable(report, by)
    with pghistory.context(action="reporting.add_evidence", user=by.pk):
        found.section, found.added_by = _section(locked, key), by
        _refuse_repeated(found)
        _refuse_beyond_total(locked, found)
        if locked.is_open:
            begin(report=locked, by=by)
        if locked.is_nil:
            end_nil_return(locked)
        found.file.name = _stored(found, file)
        found.save()
    return found


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: "User") -> None:
    """Takes a file from its section; what a signed version names is kept in store."""
    report = evidence.section.report
    require(by, FILL_REPORT, report)
    locked = _changeable(report, by)
    with pghistory.context(action="reporting.remove_evidence", user=by.pk):
        Evidence.objects.filter(pk=evidence.pk).delete()
    after_commit(_discard, locked, evidence.sha256)


def storage() -> Storage:
    return Evidence._meta.get_field("file").storage


def _examined(file: "File[bytes]") -> Evidence:
    """What the file is, by its content alone."""
    given, size = file.name or "", file.size
    if size > LARGEST_FILE:
        words = _("“%(name)s” was not added: it has %(size)s, and a file may have %(limit)s at most.")
        _refuse(words, name=given, size=filesizeformat(size), limit=filesizeformat(LARGEST_FILE))
    if danger := danger_of(file):
        _refuse(_("“%(name)s” was not added: %(why)s"), name=given, why=str(danger.label))
    media_type = media_type_of(file, given) if size else ""
    if not media_type:
        _refuse(
            _(
                "“%(name)s” was not added: going by its content, it is no PDF, image (PNG, JPEG, GIF, WebP), "
                "spreadsheet (.xlsx, .ods, .csv) or text (.docx, .odt, .txt)."
            ),
            name=given,
        )
    return Evidence(
        key=uuid.uuid4(),
        name=clean_name(given, media_type),
        media_type=media_type,
        size=size,
        sha256=_sha256(file),
    )


def _changeable(report: Report, by: "User") -> Report:
    """The report, locked, if its member still holds it."""
    locked = lock(report)
    if not locked.is_editable:
        words = _("The report stands at “%(state)s”, so its evidence cannot be changed.")
        raise IllegalMove(words % {"state": locked.get_state_display()})
    refuse_if_over(locked)
    require(by, EDIT_REPORT, locked)
    return locked


def _section(report: Report, key: str) -> Section:
    """Evidence may come before anything else is saved in the section."""
    place = place_named(report.round, key)
    if place is None:
        raise UnknownSectionError(_("There is no section “%(key)s” in this report.") % {"key": key})
    return report.sections.get_or_create(activity=place.activity, step=place.step)[0]


def _refuse_repeated(evidence: Evidence) -> None:
    same = evidence.section.evidence.filter(sha256=evidence.sha256).first()
    if same:
        words = _("“%(name)s” was not added: this section has the same file already, as “%(same)s”.")
        _refuse(words, name=evidence.name, same=same.name)


def _refuse_beyond_total(report: Report, evidence: Evidence) -> None:
    files = Evidence.objects.filter(section__report=report)
    total = files.aggregate(total=Sum("size", default=0))["total"]
    if total + evidence.size > LARGEST_TOTAL:
        words = _("“%(name)s” was not added: the evidence of a report may have %(limit)s in all.")
        _refuse(words, name=evidence.name, limit=filesizeformat(LARGEST_TOTAL))


def _refuse(words: str, **values: str) -> None:
    raise EvidenceRefusedError(words % values)


def _sha256(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _stored(evidence: Evidence, file: "File[bytes]") -> str:
    """The same content is stored once a report; the half of a file that a crash left is replaced."""
    path, store = evidence_path(evidence), storage()
    if store.exists(path):
        if store.size(path) == evidence.size:
            return path
        store.delete(path)
    file.seek(0)
    return store.save(path, file)


@transaction.atomic
def _discard(report: Report, sha256: str) -> None:
    """Deletes a stored file that neither a section nor a signed version names."""
    lock(report)
    in_sections = Evidence.objects.filter(section__report=report, sha256=sha256)
    signed = report.versions.filter(content__sections__contains=[{"evidence": [{"sha256": sha256}]}])
    if not in_sections.exists() and not signed.exists():
        storage().delete(stored_path(report.pk, sha256))
