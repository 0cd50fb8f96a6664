"""Who may do what with indicators, results and runs."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import is_devco, is_devt, is_nsb

VIEW_RESULTS = define_permission(
    "indicators.view_results",
    is_devt | is_devco | is_nsb,
    refusal=_("Results are open to DEVT, DEVCO and the members. Donors read the published editions."),
)
VIEW_RUNS = define_permission(
    "indicators.view_runs", is_devt | is_devco, refusal=_("Only DEVT and DEVCO see runs.")
)
START_RUN = define_permission("indicators.start_run", is_devt, refusal=_("Only DEVT starts runs."))
