"""Who takes remarks out; all else follows from who may change, or reads whole, the event."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import is_devt

TAKE_OUT = define_permission(
    "feedback.take_out", is_devt, refusal=_("Only DEVT takes out what somebody wrote; ask it to.")
)
