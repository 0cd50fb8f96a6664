"""Who may do what with agreements, budgets and spending."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devco, is_devt, is_donor, writes_for_it

VIEW_FUNDING = define_permission(
    "funding.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
VIEW_BUDGET = define_permission(
    "funding.view_budget",
    is_devt | is_devco | is_donor,
    refusal=_("The budget is seen by DEVT and DEVCO, and by donors what they pay for."),
)
WRITE_AGREEMENTS = define_permission(
    "funding.write_agreements",
    is_devt | writes_for_it,
    refusal=_("DEVT records agreements with donors, and a member the funds that it raised at home."),
)
WRITE_FUNDING = define_permission(
    "funding.write", is_devt, refusal=_("Only DEVT plans what is spent, and records what was.")
)
VIEW_MONEY_OF_ACTIVITIES = define_permission(
    "funding.view_money_of_activities",
    is_devt | is_devco,
    refusal=_("What activities cost is seen by DEVT and DEVCO."),
)
