"""Finding by a few words: in any order, and neither case, accents nor apostrophes matter."""

import unicodedata
from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_LETTERS = 100
MOST_WORDS = 10
APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "`": "'"})


def folded(text: str) -> str:
    """Lower case, without accents: "Côte d'Ivoire" is found by "cote"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    return folded(text).split()


def holds_all(texts: Sequence[str | None], words: list[str]) -> bool:
    """Whether the texts, some of which may be missing, hold every word between them."""
    whole = folded(" ".join(filter(None, texts)))
    return all(word in whole for word in words)


class WordsField(forms.CharField):
    """What is searched for, of bounded length, for each word costs a look at every row."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**({"max_length": MOST_LETTERS} | more))

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if len(text.split()) > MOST_WORDS:
            raise ValidationError(_("Search by at most %(most)s words.") % {"most": MOST_WORDS})
        return text


class WordsFilter(django_filters.CharFilter):
    field_class = WordsField
