"""What an address asks for behind its question mark: known names, readable values, or words on what is wrong.

Each page names the parameters that it takes; `ParametersMiddleware` refuses all others:

    @takes("page", MemberFilter)
    def members(request): ...

A view without `@takes` takes none.  Forms and filter sets that read parameters are checked with
`refuse_problems`, pages of a list are made with `page_of`.
"""

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy, QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.fields import read_whole, shortened

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Problems = dict[str, list[str]]
GIVEN_TWICE = gettext_lazy("It is given more than once. Give it once.")
ANYTHING = "*"
"""Taken by addresses that machines ask with parameters of their own, like health checks."""

MOST_VALUES = 20
"""So many values are named in full; of more, those that look alike."""


class Several(str):
    """The name of a parameter that may be given more than once, as boxes that are ticked are."""

    __slots__ = ()


class AskedWronglyError(Exception):
    """The address cannot be answered as it stands; `problems` says by parameter why, and what is allowed."""

    def __init__(self, problems: Mapping[str, list[str]]) -> None:
        super().__init__(" ".join(word for words in problems.values() for word in words))
        self.problems = dict(problems)


def takes(*known: Any) -> Callable[[View], View]:
    """Names what a page takes: parameters, or filter sets and forms whose fields are parameters."""
    names = tuple(name for one in known for name in _names(one))

    def decorate(view: View) -> View:
        view.takes = names  # type: ignore[attr-defined]
        return view

    return decorate


def _names(known: Any) -> Collection[str]:
    if isinstance(known, str):
        return (known,)
    return tuple(getattr(known, "base_filters", None) or known.base_fields)


def refuse_unknown(query: QueryDict, known: Collection[str]) -> None:
    """Each parameter is known, and given once."""
    if ANYTHING in known:
        return
    several = {name for name in known if isinstance(name, Several)}
    problems: Problems = {}
    for name, values in query.lists():
        if name not in known:
            problems[shortened(name)] = [_unknown(name, sorted(known))]
        elif len(values) > 1 and name not in several:
            problems[name] = [str(GIVEN_TWICE)]
    if problems:
        raise AskedWronglyError(problems)


def _unknown(name: str, known: Sequence[str]) -> str:
    if not known:
        return _("There is no such parameter. This address takes none.")
    words = _("There is no such parameter. This address takes: %(known)s.")
    if near := difflib.get_close_matches(shortened(name), known, n=1):
        words = _("There is no such parameter; did you mean “%(near)s”? This address takes: %(known)s.")
        return words % {"known": ", ".join(known), "near": near[0]}
    return words % {"known": ", ".join(known)}


def refuse_problems(form: forms.BaseForm) -> None:
    """What a form of parameters cannot read is refused, not passed over."""
    if problems := problems_of(form):
        raise AskedWronglyError(problems)


def problems_of(form: forms.BaseForm) -> Problems:
    """By parameter, with the values allowed where they can be counted."""
    found = form.errors.as_data() if form.is_bound else {}
    return {name: list(_words(form, name, errors)) for name, errors in found.items()}


def _words(form: forms.BaseForm, name: str, errors: list[ValidationError]) -> Iterator[str]:
    for error in errors:
        if error.code == "invalid_choice":
            typed = str(form[name].value())
            yield not_one_of(typed, values_of(form.fields[name]))
        else:
            yield from error.messages


def values_of(field: forms.Field) -> list[str]:
    return [str(value) for value, _label in getattr(field, "choices", ()) if str(value)]


def not_one_of(text: str, values: Sequence[str]) -> str:
    shown = ", ".join(values)
    if len(values) > MOST_VALUES:
        near = difflib.get_close_matches(shortened(text), values, n=5, cutoff=0.3) or values[:5]
        shown = f"{', '.join(near)}, …"
    words = _("“%(text)s” is not known here. Use one of: %(values)s.")
    return words % {"text": shortened(text), "values": shown}


def page_number(query: QueryDict) -> int:
    try:
        return read_whole(query.get("page", "1"), least=1)
    except ValidationError as error:
        raise AskedWronglyError({"page": error.messages}) from error


def page_of(query: QueryDict, things: Any, size: int) -> Page[Any]:
    """The page asked for; the last where the list has grown shorter."""
    return paged(things, size, page_number(query))


def paged(things: Any, size: int, number: int) -> Page[Any]:
    return Paginator(stable(things) if isinstance(things, QuerySet) else things, size).get_page(number)


def stable(things: QuerySet[Any]) -> QuerySet[Any]:
    """The same with the primary key at the end of its order, so that pages neither repeat nor lose a row."""
    order = list(things.query.order_by)
    if not order and things.query.default_ordering:
        order = list(things.model._meta.ordering)
    if {"pk", "-pk"} & {_name(term) for term in order}:
        return things
    return things.order_by(*order, "pk")


def _name(term: Any) -> str:
    if isinstance(term, OrderBy) and isinstance(term.expression, F):
        return str(term.expression.name)  # type: ignore[attr-defined]
    return term if isinstance(term, str) else ""
