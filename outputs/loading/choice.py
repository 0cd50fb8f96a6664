"""Which plan a command means."""

from actionplan.core.loading.problems import LoadingError, Problem, one_of
from outputs.models import Plan


def plan_named(code: str) -> Plan:
    """The plan with this code, or the only one; raises LoadingError where that leaves a choice."""
    plans = {plan.code: plan for plan in Plan.objects.all()}
    if code in plans:
        return plans[code]
    if code:
        raise refusal(f"There is no plan {code}.", one_of(code, plans))
    if len(plans) == 1:
        return next(iter(plans.values()))
    if not plans:
        raise refusal("There is no plan yet.", "Load one with load_plan.")
    raise refusal("There are several plans.", f"Name one with --plan: {', '.join(sorted(plans))}.")


def refusal(wrong: str, mend: str) -> LoadingError:
    return LoadingError([Problem("--plan", 0, "", wrong, mend)])
