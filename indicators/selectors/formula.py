"""A version's formula in words, and what each measure in it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.engine.definitions import Definition, define
from indicators.engine.formulas import Formula, Reference
from indicators.models import IndicatorVersion
from kernel.measures import MEASURES, Measure

WORD = re.compile(r"[a-z_][a-z0-9_]*")
TIMES, DIVIDED, MINUS = "\u00d7", "\u00f7", "\u2212"
SIGNS = str.maketrans({"*": TIMES, "/": DIVIDED, "-": MINUS})


@dataclass(frozen=True)
class Term:
    """A measure as the formula names it."""

    name: str
    label: str
    measure: Measure
    url: str
    """The page that tells more: of the activity that the question belongs to, or of the sources."""


@dataclass(frozen=True)
class Words:
    """A formula as a reader reads it."""

    text: str
    terms: tuple[Term, ...]
    problem: str
    is_paired: bool = False
    """Whether only those count who gave every reported figure in it."""


def formula_in_words(version: IndicatorVersion | None) -> Words | None:
    """Nothing where there is no formula; two queries at most."""
    if version is None or not version.numerator:
        return None
    definition = define(version, MEASURES.catalogue(version.indicator.plan))
    labels = {
        reference: label_of(definition.measures[reference.measure], reference)
        for reference in definition.references
    }
    return Words(
        text=_whole(definition, labels),
        terms=tuple(_terms(definition, labels)),
        problem=definition.problem,
        is_paired=bool(definition.cases(year=0)),
    )


def label_of(measure: Measure, reference: Reference) -> str:
    words = str(measure.label)
    if reference.members:
        words = _("members that answered “%(measure)s”") % {"measure": words}
    return (
        _("%(measure)s in %(year)s") % {"measure": words, "year": reference.year} if reference.year else words
    )


def _whole(definition: Definition, labels: Mapping[Reference, str]) -> str:
    if definition.numerator is None:
        return ""
    above = _spelt(definition.numerator, labels)
    scale = definition.version.scale
    if scale != 1:
        above = f"{scale.normalize():f} {TIMES} {_grouped(definition.numerator, above)}"
    if definition.denominator is None:
        return above
    if scale == 1:
        above = _grouped(definition.numerator, above)
    return f"{above} {DIVIDED} {_grouped(definition.denominator, _spelt(definition.denominator, labels))}"


def _spelt(formula: Formula, labels: Mapping[Reference, str]) -> str:
    def word(found: re.Match[str]) -> str:
        reference = Reference.read(found[0])
        return f"[{labels[reference]}]" if reference and reference in labels else found[0]

    return WORD.sub(word, formula.text.translate(SIGNS))


def _grouped(formula: Formula, text: str) -> str:
    return text if WORD.fullmatch(formula.text) else f"({text})"


def _terms(definition: Definition, labels: Mapping[Reference, str]) -> list[Term]:
    addresses = _addresses(definition)
    return [
        Term(
            str(reference), words, measure := definition.measures[reference.measure], addresses[measure.name]
        )
        for reference, words in labels.items()
    ]


def _addresses(definition: Definition) -> dict[str, str]:
    """By measure, the page that tells more of it: what its source names, else the page of sources."""
    found: dict[str, str] = {}
    for source in {measure.source for measure in definition.used}:
        own = [measure for measure in definition.used if measure.source is source]
        known = source.addresses(own)
        fallback = "" if source.is_reported else reverse("sources")
        found |= {measure.name: known.get(measure.name, fallback) for measure in own}
    return found
