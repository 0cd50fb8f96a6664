"""Under which headings registers stand together."""

from django.utils.translation import gettext_lazy as _

from kernel.registers.declaration import Group

NEEDS_AND_EVENTS = Group(_("Needs and events"), 10)
SKILLS = Group(_("Skills and fora"), 20)
COMMITTEES = Group(_("Committees"), 30)
SUPPORT = Group(_("Partnership and support"), 40)
MATERIAL = Group(_("Material and outreach"), 50)
BENEFIT = Group(_("Benefit and money"), 60)
