"""Who takes a person's data out of records."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import is_devt

ERASE_PEOPLE = define_permission(
    "privacy.erase", is_devt, refusal=_("Only DEVT takes people's data out of records; ask it to.")
)
