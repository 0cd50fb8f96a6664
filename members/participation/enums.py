"""Words of participation and leadership."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitteeRole(TextChoices):
    P_MEMBER = "p_member", _("P-member")
    O_MEMBER = "o_member", _("O-member")
    SECRETARIAT = "secretariat", _("secretariat")
    TWINNED_SECRETARIAT = "twinned_secretariat", _("twinned secretariat")
    CHAIR = "chair", _("chair")
    TWINNED_CHAIR = "twinned_chair", _("twinned chair")
    VICE_CHAIR = "vice_chair", _("vice-chair")
    CONVENOR = "convenor", _("convenor")
    TWINNED_CONVENOR = "twinned_convenor", _("twinned convenor")


TWINNED = (CommitteeRole.TWINNED_SECRETARIAT, CommitteeRole.TWINNED_CHAIR, CommitteeRole.TWINNED_CONVENOR)
SECRETARIATS = (CommitteeRole.SECRETARIAT, CommitteeRole.TWINNED_SECRETARIAT)
LEADING = tuple(role for role in CommitteeRole if not role.endswith("_member"))
