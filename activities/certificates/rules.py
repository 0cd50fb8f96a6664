"""Who prints papers of all people of an event; one certificate is for whoever sees the participant."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import is_devt

PRINT_PAPERS = define_permission(
    "certificates.print",
    is_devt,
    refusal=_("Only DEVT prints sign-in sheets and the certificates of a whole event."),
)
