"""Digits of every script."""

import unicodedata


def ascii_digits(text: str) -> str:
    """`٣١` as `31`; all other characters stay."""
    return "".join(str(unicodedata.decimal(character, character)) for character in text)
