from kernel.fields import shortened
from kernel.texts import cleaned_number


class NotReadableError(ValueError):
    """The text does not read as what was asked for; the message says how to mend it."""


def refusal(words: str, text: str, **values: object) -> NotReadableError:
    """The error whose `words` repeat what was typed, on one line and shortened."""
    return NotReadableError(words % {"text": shortened(" ".join(cleaned_number(text).split())), **values})
