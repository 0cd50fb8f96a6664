"""Who may do what with skills and trainers."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt, writes_for_it

VIEW_SKILLS = define_permission(
    "skills.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_PROFILES = define_permission(
    "skills.write_profiles",
    is_devt,
    refusal=_("Only DEVT writes what a role takes; name a gap instead."),
)
NAME_GAP = define_permission(
    "skills.name_gap",
    is_devt | writes_for_it,
    refusal=_("Gaps are named by the member whose they are, or by DEVT."),
)
WRITE_TRAINERS = define_permission(
    "skills.write_trainers",
    is_devt | writes_for_it,
    refusal=_("Trainers are put into the pool by DEVT, and by the member whose people they are."),
)
IMPORT_SKILLS = define_permission(
    "skills.import", is_devt, refusal=_("Only DEVT imports profiles, gaps and trainers.")
)
