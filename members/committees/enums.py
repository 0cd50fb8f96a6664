"""Words of the committees app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitteeKind(TextChoices):
    JTC = "JTC", _("joint technical committee")
    TC = "TC", _("technical committee")
    SC = "SC", _("subcommittee")
    PC = "PC", _("project committee")
    OTHER = "OTHER", _("other body")


class SeriesCode(TextChoices):
    """Official yearly statistics that the portal loads."""

    P_ROLES = "p_roles", _("P-memberships, secretariats included")
    P_ROLES_WITHOUT_SECRETARIATS = "p_roles_without_secretariats", _("P-memberships without secretariats")
    O_ROLES = "o_roles", _("O-memberships")
    SECRETARIATS = "secretariats", _("committee secretariats")
    TWINNED_SECRETARIATS = "twinned_secretariats", _("twinned secretariats and other roles")
    CERTIFICATES_9001 = "certificates_9001", _("valid ISO 9001 certificates")
    CERTIFICATES_14001 = "certificates_14001", _("valid ISO 14001 certificates")
    CERTIFICATES_27001 = "certificates_27001", _("valid ISO/IEC 27001 certificates")


READ_OFF_GRAPHS = frozenset(
    {
        SeriesCode.P_ROLES,
        SeriesCode.P_ROLES_WITHOUT_SECRETARIATS,
        SeriesCode.O_ROLES,
        SeriesCode.SECRETARIATS,
        SeriesCode.TWINNED_SECRETARIATS,
    }
)
"""Series that their source read off published graphs: single values may be a little off."""
