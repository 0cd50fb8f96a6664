"""Which column a heading means."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from kernel.loading.columns import Column
from kernel.loading.problems import File, one_of
from kernel.loading.words import folded


def match_headings(
    file: File, columns: Sequence[Column], *, needed: Collection[str]
) -> Mapping[str, int] | None:
    """By the name of a column its place; None where a heading is not known, or one is missing."""
    before = len(file.problems.found)
    sheet = file.sheet
    headings = sheet.headings if sheet else ()
    line = sheet.heading_row if sheet else 1
    places = _by_own_words(columns, headings)
    _add_synonyms(places, columns, headings)
    for column in columns:
        if column.name not in places and (column.name in needed):
            wrong = _("The column “%(heading)s” is missing.") % {"heading": force_str(column.heading)}
            file.refuse(line, "", wrong, _("Add it."))
    for place, heading in enumerate(headings):
        if heading and place not in places.values():
            _refuse_heading(file, columns, heading, line)
    return places if len(file.problems.found) == before else None


def _by_own_words(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """By name and heading, which go before other words."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        for column in columns:
            own = {folded(column.name), folded(force_str(column.heading))}
            if folded(heading) in own and column.name not in places:
                places[column.name] = place
                break
    return places


def _add_synonyms(places: dict[str, int], columns: Sequence[Column], headings: Sequence[str]) -> None:
    for place, heading in enumerate(headings):
        if heading and place not in places.values():
            called = [one for one in columns if one.name not in places and one.is_called(heading)]
            if called:
                places[called[0].name] = place


def _refuse_heading(file: File, columns: Sequence[Column], heading: str, line: int) -> None:
    if any(column.is_called(heading) for column in columns):
        wrong, mend = _("The column is there more than once."), _("Keep one.")
    else:
        known = [force_str(column.heading) for column in columns]
        wrong, mend = _("The column is not known."), one_of(heading, known)
    file.refuse(line, heading, wrong, mend)
