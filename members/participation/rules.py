"""Who may do what with participation in committees."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import is_devt, writes_for_its_member

CHANGE_POSITION = define_permission(
    "participation.change",
    is_devt | writes_for_its_member,
    refusal=_("DEVT and the member's own people keep its positions in committees."),
)
IMPORT_POSITIONS = define_permission("participation.import", is_devt, refusal=_("Only DEVT imports lists."))
