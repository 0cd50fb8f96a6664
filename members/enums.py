"""Words of the members app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegionLevel(TextChoices):
    REGION = "region", _("region")
    SUBREGION = "subregion", _("subregion")
    INTERMEDIATE = "intermediate", _("intermediate region")


class Category(TextChoices):
    """ISO's membership categories."""

    MEMBER_BODY = "member_body", _("member body")
    CORRESPONDENT = "correspondent", _("correspondent member")
    SUBSCRIBER = "subscriber", _("subscriber member")


class Scheme(TextChoices):
    """Classifications of countries that figures can be split by."""

    DEVELOPING = "developing", _("developing country (working definition)")
    UN_DEVELOPING = "un_developing", _("developing region (UN M49)")
    DAC = "dac", _("DAC list of aid recipients")
    LDC = "ldc", _("least developed country")
    LLDC = "lldc", _("landlocked developing country")
    SIDS = "sids", _("small island developing state")
    INCOME = "income", _("income group (World Bank)")


class OrganisationKind(TextChoices):
    REGIONAL = "regional", _("regional standards organization")
    DONOR = "donor", _("donor")
    PARTNER = "partner", _("partner organization")


class RoleName(TextChoices):
    DEVT_ADMINISTRATOR = "devt_administrator", _("DEVT administrator")
    DEVT_OFFICER = "devt_officer", _("DEVT officer")
    NSB_OFFICER = "nsb_officer", _("NSB authorised officer")
    NSB_EDITOR = "nsb_editor", _("NSB editor")
    NSB_VIEWER = "nsb_viewer", _("NSB viewer")
    DEVCO_REVIEWER = "devco_reviewer", _("DEVCO reviewer")
    DONOR = "donor", _("donor")


DEVT_ROLES = (RoleName.DEVT_ADMINISTRATOR, RoleName.DEVT_OFFICER)
NSB_ROLES = (RoleName.NSB_OFFICER, RoleName.NSB_EDITOR, RoleName.NSB_VIEWER)
NSB_WRITERS = (RoleName.NSB_OFFICER, RoleName.NSB_EDITOR)


class IncomeGroup(TextChoices):
    """The World Bank's groups; classifications hold their English names, of which these are the slugs."""

    LOW = "low-income", _("low income")
    LOWER_MIDDLE = "lower-middle-income", _("lower middle income")
    UPPER_MIDDLE = "upper-middle-income", _("upper middle income")
    HIGH = "high-income", _("high income")


INCOME_GROUPS = ("Low income", "Lower middle income", "Upper middle income", "High income")
"""The World Bank's names, which classifications of the scheme `income` hold as values."""
