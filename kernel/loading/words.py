"""Words as people write them, compared without what does not matter: case, accents, blanks, apostrophes."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from django.conf import settings

APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})
"""Letters that no accent makes."""


def folded(text: str) -> str:
    """`cote d'ivoire` for `Côte\u00a0d’Ivoire`."""
    plain = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    marked_off = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\s_-]+", " ", marked_off).strip().translate(LETTERS)


@cache
def synonyms() -> Mapping[str, Mapping[str, Any]]:
    """What data/synonyms.yaml holds: other words for headings, choices and things, by kind and own word."""
    with (settings.DATA_DIR / "synonyms.yaml").open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


def other_words(kind: str, own: str) -> tuple[str, ...]:
    """The words that stand for `own` in files of this kind."""
    return tuple(synonyms().get(kind, {}).get(own, ()))
