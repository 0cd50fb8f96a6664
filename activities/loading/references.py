"""How files name activities."""

from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from kernel.loading.references import Lookup, by_fields, register_reference


def register() -> None:
    register_reference(
        Activity,
        Lookup(
            {_("the code of an activity of the plan"): by_fields("code")},
            written=lambda activity: activity.code,
            within="plan",
            within_of=lambda activity: activity.output.plan_id,
            choose=lambda: Activity.objects.select_related("output"),
        ),
    )
