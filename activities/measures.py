"""By what the records of activities are divided, wherever they are counted."""

from django.utils.translation import gettext_lazy as _

from activities.enums import Sex
from kernel.measures import Dimension

SEX = Dimension("sex", _("women and men"), lambda _plan: dict(Sex.choices))
