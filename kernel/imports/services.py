"""Takes files in, checks, confirms: each in one transaction, so that nothing is ever half written."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pghistory
import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kernel.imports.errors import ImportRefusedError
from kernel.imports.importers import Importer, Request, importer_of
from kernel.imports.records import keep_records
from kernel.imports.statements import Statement, statement_of
from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Options, Source
from kernel.models import Import, ImportFile, ImportState
from kernel.queue import enqueue_after_commit

log = structlog.get_logger(__name__)

MANY_BYTES = 150_000
"""From some 2,000 rows on a worker checks and confirms, so that no page waits."""


class StatementChangedError(ImportRefusedError):
    """What would be written is no longer what was shown."""


def take_in(
    importer: Importer,
    sources: Mapping[str, Source],
    *,
    by: Any = None,
    plan: str = "",
    given: Mapping[str, Any] | None = None,
) -> Import:
    """Keep the files and check them: at once, or by a worker where they are large."""
    with transaction.atomic():
        of = Import.objects.create(importer=importer.key, plan=plan, by=by, given=dict(given or {}))
        keep_files(of, sources)
    begin(of, ImportState.CHECKING)
    return of


def keep_files(of: Import, sources: Mapping[str, Source]) -> None:
    for slot, source in sources.items():
        ImportFile.objects.create(
            of=of,
            slot=slot,
            name=source.name[:250],
            content=source.content,
            sha256=hashlib.sha256(source.content).hexdigest(),
            is_pasted=source.is_pasted,
            options=source.options.as_json(),
        )


def begin(of: Import, state: ImportState) -> None:
    """Check or confirm: here, or by a worker."""
    from kernel.imports.tasks import continue_import  # noqa: PLC0415 - it calls these services

    with transaction.atomic():
        of.state, of.queued_at, of.error = state, timezone.now(), ""
        of.save(update_fields=["state", "queued_at", "error", "confirmed_by"])
        if is_large(of):
            enqueue_after_commit(continue_import, of.pk)
            return
    proceed(of.pk)
    of.refresh_from_db()


def is_large(of: Import) -> bool:
    return sum(len(file.content or b"") for file in of.files.all()) > MANY_BYTES


def proceed(import_id: int) -> None:
    """Do what the import waits for; one that another worker holds is left to it."""
    try:
        with transaction.atomic():
            of = Import.objects.at_work().select_for_update(skip_locked=True).filter(pk=import_id).first()
            if of:
                (check if of.state == ImportState.CHECKING else write)(of)
    except StatementChangedError:
        check_anew(import_id)
    except Exception as error:
        log.exception("import_failed", import_id=import_id)
        fail(import_id, error)


def check_anew(import_id: int) -> None:
    with transaction.atomic():
        of = Import.objects.select_for_update().get(pk=import_id)
        check(of)
        of.error = _("The data changed since this was checked. Below is what would be written now.")
        of.save(update_fields=["error"])


def fail(import_id: int, error: Exception) -> None:
    words = _("It could not be finished (%(kind)s). Nothing was written.") % {"kind": type(error).__name__}
    Import.objects.filter(pk=import_id).update(state=ImportState.FAILED, error=words)


def check(of: Import) -> None:
    """Run the load in a transaction that is rolled back, and keep what it would do."""
    importer = importer_known(of)
    try:
        of.statement = statement_of(importer.run(request_of(of), True))  # noqa: FBT003
    except LoadingError as error:
        of.statement = statement_of(error.summary or Summary(), error.problems)
    of.state = ImportState.CHECKED
    of.save(update_fields=["statement", "state"])


def write(of: Import) -> None:
    """Run the load; a StatementChangedError where it would write anything else than was shown."""
    importer = importer_known(of)
    try:
        with pghistory.context(imported_by=of.pk, user=of.confirmed_by_id):
            summary = importer.run(request_of(of), False)  # noqa: FBT003
    except LoadingError as error:
        raise StatementChangedError(str(error)) from error
    statement = statement_of(summary)
    if statement["digest"] != of.statement.get("digest"):
        raise StatementChangedError
    finish(of, summary, statement)


def finish(of: Import, summary: Summary, statement: Statement) -> None:
    keep_records(of, summary.written)
    of.statement = {**statement, "stale": stale_of(summary)}
    of.state, of.confirmed_at = ImportState.CONFIRMED, timezone.now()
    of.save(update_fields=["statement", "state", "confirmed_at"])


def stale_of(summary: Summary) -> dict[str, Any]:
    """What an undo tells those who compute from the data."""
    plan = summary.plan and (summary.plan._meta.label, summary.plan.pk)
    return {"plan": plan, "years": summary.years, "has_writes": bool(summary.writes)}


def confirm(import_id: int, *, by: Any = None) -> Import:
    """Raises ImportRefusedError where it has problems, or somebody else confirmed it."""
    with transaction.atomic():
        of = Import.objects.select_for_update().get(pk=import_id)
        refuse_unless_ready(of)
        of.state, of.confirmed_by = ImportState.CONFIRMING, by
        of.save(update_fields=["state", "confirmed_by"])
    begin(of, ImportState.CONFIRMING)
    return of


def refuse_unless_ready(of: Import) -> None:
    if not of.is_checked:
        words = _("It cannot be confirmed: it is %(state)s.")
        raise ImportRefusedError(words % {"state": of.get_state_display()})
    if of.statement.get("number_of_problems"):
        raise ImportRefusedError(_("It cannot be confirmed before its problems are put right."))
    if any(file.content is None for file in of.files.all()):
        raise ImportRefusedError(_("Its files are kept for 30 days, which are over. Choose them again."))


def say(of: Import, slot: str, **said: Any) -> None:
    """Change what is assumed of a file, which cells are replaced or which rows left out, and check again."""
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=of.pk)
        if not locked.is_checked:
            words = _("It cannot be changed: it is %(state)s.")
            raise ImportRefusedError(words % {"state": locked.get_state_display()})
        file = locked.files.get(slot=slot)
        file.options = replace(Options.from_json(file.options), **said).as_json()
        file.save(update_fields=["options"])
    begin(locked, ImportState.CHECKING)


def run_now(importer: Importer, request: Request) -> tuple[Import, Summary]:
    """Load at once and remember it, as a command does; raises LoadingError."""
    with transaction.atomic():
        of = Import.objects.create(
            importer=importer.key,
            plan=request.plan,
            given=dict(request.given),
            by=request.by,
            confirmed_by=request.by,
        )
        keep_files(of, request.sources)
        summary = importer.run(request, False)  # noqa: FBT003
        finish(of, summary, statement_of(summary))
    return of, summary


def importer_known(of: Import) -> Importer:
    importer = importer_of(of.importer)
    if importer is None:
        raise ImportRefusedError(_("Nothing is known any more of what it imports."))
    return importer


def request_of(of: Import) -> Request:
    sources = {file.slot: source_of(file) for file in of.files.all()}
    return Request(sources, of.plan, of.by, of.given)


def source_of(file: ImportFile, options: Options | None = None) -> Source:
    """With what was said of the file, or with other `options`."""
    said = Options.from_json(file.options) if options is None else options
    return Source(file.name, bytes(file.content or b""), said, is_pasted=file.is_pasted)
