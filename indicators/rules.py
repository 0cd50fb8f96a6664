"""Who may see results, and who may have them computed."""

from django.utils.translation import gettext_lazy as _

from actionplan.core.access import grant
from members.rules import is_devco, is_devt, is_nsb

grant(
    "indicators.view_results",
    is_devt | is_devco | is_nsb,
    refusal=_("Results are open to DEVT, DEVCO and the members. Donors read the published editions."),
)
