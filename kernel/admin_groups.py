"""The administration by what people do there; each app says where its models belong."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """A heading of the navigation; the lowest position comes first."""

    key: str
    title: str | Promise
    position: int


REGISTERS = Group("registers", _("Registers"), 45)
SENDING = Group("sending", _("E-mail"), 90)
OTHER = Group("other", _("Other"), 99)
"""Where nothing was said; a test finds what is left here."""
