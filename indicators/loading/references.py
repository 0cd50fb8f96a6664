"""How files name indicators."""

from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator
from kernel.loading.references import Lookup, by_fields, register_reference


def register() -> None:
    register_reference(
        Indicator,
        Lookup(
            {_("the code of an indicator of the plan"): by_fields("code")},
            written=lambda indicator: indicator.code,
            within="plan",
            within_of=lambda indicator: indicator.plan_id,
            choose=lambda: Indicator.objects.select_related("plan"),
        ),
    )
