"""Yes or no as people write it, in English and in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kernel.texts import cleaned_number
from kernel.typed.digits import ascii_digits
from kernel.typed.errors import refusal

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})


def read_yes_no(text: str) -> bool | None:
    """Words of the active language count before English ones."""
    plain = ascii_digits(cleaned_number(text)).casefold()
    if not plain:
        return None
    if plain in _words_for_yes():
        return True
    if plain in _words_for_no():
        return False
    if plain in YES | NO:
        return plain in YES
    words = _("“%(text)s” is neither yes nor no. Write %(yes)s or %(no)s.")
    raise refusal(words, text, yes=_("Yes"), no=_("No"))


def _words_for_yes() -> set[str]:
    return {_("Yes").casefold(), pgettext("letter for yes", "y").casefold()}


def _words_for_no() -> set[str]:
    return {_("No").casefold(), pgettext("letter for no", "n").casefold()}
