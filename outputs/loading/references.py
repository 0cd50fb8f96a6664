"""How files name plans and their outputs."""

from django.utils.translation import gettext_lazy as _

from kernel.loading.references import Lookup, by_fields, register_reference
from outputs.models import Output, Plan


def register() -> None:
    by_code = by_fields("code")
    register_reference(Plan, Lookup({_("the code of a plan"): by_code}, lambda plan: plan.code))
    by_code_or_number = by_fields("code", "number")
    register_reference(
        Output,
        Lookup(
            {_("the code or number of an output"): by_code_or_number},
            written=lambda output: output.code,
            within="plan",
            within_of=lambda output: output.plan_id,
        ),
    )
