"""The pages of imports: choose a file, see what it would do, put right, confirm, undo."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from kernel.access import require
from kernel.asked import page_of, takes
from kernel.csv_files import csv_response
from kernel.imports import selectors, services
from kernel.imports.errors import ImportRefusedError
from kernel.imports.forms import AssumedForm, CellsForm, MatchesForm, NewImportForm
from kernel.imports.importers import Importer, importer_of, importers_for
from kernel.imports.templates import csv_template, workbook_template
from kernel.imports.undoing import undo
from kernel.loading.reading import Options, UnreadableFileError, read_sheet
from kernel.models import Import, ImportFile

A_PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@takes("page")
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    usable = importers_for(request.user)
    if not usable:
        raise PermissionDenied(_("Your roles do not import anything."))
    shown = selectors.imports_visible_to(request.user).select_related("by").defer("statement")
    page = page_of(request.GET, shown, A_PAGE)
    rows = [(of, selectors.title_of(of)) for of in page]
    return render(request, "imports/list.html", {"importers": usable, "page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, importer: str) -> HttpResponse:
    chosen = allowed_importer(request, importer)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewImportForm(*sent, importer=chosen)
    if form.is_valid():
        plan = form.cleaned_data.get("plan", "")
        of = services.take_in(chosen, form.sources, by=request.user, plan=plan, given=form.given)
        return redirect(of)
    slots = [(slot, slot.columns() if slot.columns else []) for slot in chosen.slots]
    return render(request, "imports/new.html", {"importer": chosen, "form": form, "slots": slots})


@require_GET
def template(request: HttpRequest, importer: str, slot: str, suffix: str) -> HttpResponse:
    """An empty file with the headings that are taken."""
    chosen = allowed_importer(request, importer)
    found = next((one for one in chosen.slots if one.name == slot and one.columns), None)
    if found is None or found.columns is None:
        raise Http404
    columns = found.columns()
    if suffix == "csv":
        response = HttpResponse(csv_template(columns), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(workbook_template(columns), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{slot}.{suffix}"'
    return response


@require_GET
@vary_on_headers("HX-Request")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; asked by htmx, only the part that changes while a worker is at it."""
    of = visible_import(request, pk)
    name = "imports/live.html" if request.headers.get("HX-Request") else "imports/import.html"
    return render(request, name, page_of_import(request, of))


def page_of_import(request: HttpRequest, of: Import) -> dict[str, Any]:
    files = [
        {
            "read": read,
            "assumed_form": AssumedForm(
                initial=read.file.options, assumed=read.assumed, file_id=read.file.pk
            ),
            "cells": cells_of(read),
            "matches": MatchesForm(matches=read.matches, file_id=read.file.pk).rows,
            "left_out": Options.from_json(read.file.options).left_out,
            "replaced": Options.from_json(read.file.options).replaced,
        }
        for read in selectors.files_of(of)
    ]
    return {
        "of": of,
        "title": selectors.title_of(of),
        "files": files,
        "statement": of.statement,
        "shares": selectors.shares(of.statement),
        "changes": selectors.changes_by_record(of),
        "others": selectors.problems_without_file(of),
        "may_use": selectors.may_use(of, request.user),
        "writes": sum(count["added"] + count["changed"] for count in of.statement.get("counts", [])),
    }


def cells_of(read: selectors.ReadFile) -> list[tuple[dict[str, Any], Any]]:
    form = CellsForm(problems=read.problems, file_id=read.file.pk)
    return [(problem, form[problem["cell"]] if problem["cell"] else None) for problem in read.problems]


class Said:
    """What somebody says of a file on its part of the page, beside what was said before."""

    def __init__(self, request: HttpRequest, read: selectors.ReadFile) -> None:
        self.read, self.before = read, Options.from_json(read.file.options)
        self.cells = CellsForm(request.POST, problems=read.problems, file_id=read.file.pk)
        self.people = MatchesForm(request.POST, matches=read.matches, file_id=read.file.pk)

    @property
    def problem(self) -> str:
        if not self.cells.is_valid():
            return _("One of the cells holds what is not allowed there.")
        if not self.people.is_valid():
            return _("One of the people is not offered any more. Choose again.")
        return ""

    @property
    def values(self) -> dict[str, Any]:
        return {
            "replaced": {**self.before.replaced, **self.cells.replaced()},
            "matched": {**self.before.matched, **self.people.matched()},
        }

    @property
    def rows_to_leave_out(self) -> set[int]:
        """Those with a problem of which nothing was put right."""
        return set(self.read.rows_to_leave_out) - self.cells.rows_put_right(self.read.problems)


def say(request: HttpRequest, of: Import, said: Said, **more: Any) -> bool:
    """Keep what is said, unless a part of it cannot be; then nothing of it is."""
    if said.problem:
        messages.error(request, said.problem)
        return False
    return attempt(request, lambda: services.say(of, said.read.file.slot, **{**said.values, **more}))


def read_file(of: Import, file: ImportFile) -> selectors.ReadFile:
    return next(read for read in selectors.files_of(of) if read.file.pk == file.pk)


@require_POST
def assume(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file for something else than was found, and check again."""
    of, chosen = usable_file(request, pk, file)
    read = read_file(of, chosen)
    form = AssumedForm(request.POST, assumed=read.assumed, file_id=chosen.pk)
    if form.is_valid():
        say(request, of, Said(request, read), **form.cleaned_data)
    else:
        messages.error(request, _("This cannot be assumed of the file."))
    return redirect(of)


@require_POST
def put_right(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Read some cells as something else, take rows to be about whom somebody chose, and check again."""
    of, chosen = usable_file(request, pk, file)
    say(request, of, Said(request, read_file(of, chosen)))
    return redirect(of)


@require_POST
def leave_out(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Leave out the rows with a problem that nothing was done about, or take all back in; and check again."""
    of, chosen = usable_file(request, pk, file)
    said = Said(request, read_file(of, chosen))
    rows: frozenset[int] = frozenset()
    if "back" not in request.POST and not said.problem:
        rows = said.before.left_out | said.rows_to_leave_out
    say(request, of, said, left_out=rows)
    return redirect(of)


@require_GET
def left_out(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """The rows that are left out, as they are in the file."""
    of = visible_import(request, pk)
    chosen = get_object_or_404(of.files, pk=file)
    rows = Options.from_json(chosen.options).left_out
    try:
        sheet = read_sheet(services.source_of(chosen, Options()))
    except UnreadableFileError as error:
        raise Http404 from error
    found = ([row.number, *row.texts] for row in sheet.rows if row.number in rows)
    return csv_response("rows-left-out.csv", [_("row"), *sheet.headings], found)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is shown; where somebody else was chosen for a row than that, show what this does first."""
    of = usable_import(request, pk)
    said = [Said(request, read) for read in selectors.files_of(of)]
    if problem := next((each.problem for each in said if each.problem), ""):
        messages.error(request, problem)
    elif changed := [each for each in said if each.people.is_changed]:
        if not all(say(request, of, each) for each in changed):
            return redirect(of)
        messages.info(
            request, _("You chose somebody else than was shown. Look at what it does, then confirm.")
        )
    else:
        attempt(request, lambda: services.confirm(of.pk, by=request.user))
    return redirect(of)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    of = usable_import(request, pk)
    attempt(request, lambda: undo(of.pk, by=request.user), done=_("The import is undone."))
    return redirect(of)


def attempt(request: HttpRequest, act: Any, done: str = "") -> bool:
    """Whether it was done; why not is told."""
    try:
        act()
    except ImportRefusedError as refused:
        messages.error(request, str(refused))
        return False
    if done:
        messages.success(request, done)
    return True


def allowed_importer(request: HttpRequest, key: str) -> Importer:
    importer = importer_of(key)
    if importer is None:
        raise Http404
    require(request.user, importer.permission)
    return importer


def visible_import(request: HttpRequest, pk: int) -> Import:
    if not importers_for(request.user):
        raise PermissionDenied(_("Your roles do not import anything."))
    found: Import = get_object_or_404(selectors.imports_visible_to(request.user), pk=pk)
    return found


def usable_import(request: HttpRequest, pk: int) -> Import:
    of = visible_import(request, pk)
    require(request.user, services.importer_known(of).permission)
    return of


def usable_file(request: HttpRequest, pk: int, file: int) -> tuple[Import, ImportFile]:
    of = usable_import(request, pk)
    found: ImportFile = get_object_or_404(of.files, pk=file)
    return of, found
