"""Words of the indicators app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IndicatorLevel(TextChoices):
    PURPOSE = "purpose", _("purpose")
    OUTPUT = "output", _("output")
    EFFECTIVENESS = "effectiveness", _("effectiveness of an activity")


class Direction(TextChoices):
    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    CONTEXT = "context", _("context only")


class Split(TextChoices):
    """The dimension by which a result is split; `total` is the whole."""

    TOTAL = "total", _("total")
    UN_REGION = "un_region", _("UN region")
    LDC = "ldc", _("least developed countries")
    LLDC = "lldc", _("landlocked developing countries")
    SIDS = "sids", _("small island developing states")
    INCOME_GROUP = "income_group", _("income group")
    CATEGORY = "category", _("membership category")
    SEX = "sex", _("women and men")
    TARGET_GROUP = "target_group", _("target group")


class NoValue(TextChoices):
    """Why a result has no value."""

    NO_DATA = "no_data", _("no data")
    NO_BASELINE = "no_baseline", _("no data for the baseline year")
    ZERO_DENOMINATOR = "zero_denominator", _("nothing to divide by")
    NOT_COMPUTABLE_YET = "waits", _("waits for data")
    WITHHELD = "withheld", _("withheld: fewer than three members")
    WITHHELD_BESIDE = (
        "withheld_beside",
        _("withheld: would tell a figure of fewer than three members"),
    )
    OUT_OF_RANGE = "out_of_range", _("cannot be computed: too large")


WITHHELD = (NoValue.WITHHELD, NoValue.WITHHELD_BESIDE)


class RunTrigger(TextChoices):
    ACCEPTANCE = "acceptance", _("a report was submitted, accepted or taken back")
    IMPORT = "import", _("data were loaded or edited")
    NIGHT = "night", _("nightly")
    PERSON = "person", _("started by hand")


class RunState(TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    LOST = "lost", _("interrupted")


ACTIVE_STATES = (RunState.WAITING, RunState.RUNNING)


class Status(TextChoices):
    """How an actual stands against its target."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")
    PROVISIONAL = "provisional", _("Provisional")
    NO_TARGET = "no_target", _("No target")
    NO_DATA = "no_data", _("No data")
    WITHHELD = "withheld", _("Withheld")
    CONTEXT = "context", _("Context")
