"""Words of feedback."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

ENOUGH = 5
"""Answers to a question, of which fewer would tell who said what."""
OPEN_DAYS = 14
"""How long people may answer after the event, unless whoever asks says otherwise."""
LONGEST_DAYS = 60
LONGEST_REMARK = 2000
MOST = 5_000
"""Answers about one event; more are no answers."""
TAKEN_OUT = "[…]"
"""In the place of a remark that named somebody."""
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Of codes: without those that are taken for one another when they are read from a wall."""
CODE_LENGTH = 6


class Grade(IntegerChoices):
    """Five words from worst to best; their numbers stand in the data."""

    NOT = 1, _("not at all")
    LITTLE = 2, _("a little")
    PARTLY = 3, _("partly")
    LARGELY = 4, _("largely")
    FULLY = 5, _("fully")


class Said(TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")


class Way(TextChoices):
    """How an answer came."""

    ROOM = "room", _("in the room")
    SHEET = "sheet", _("typed from a printed sheet")
    TELEPHONE = "telephone", _("given by telephone")


TYPED = (Way.SHEET, Way.TELEPHONE)
"""Entered by somebody else than who answers."""
