"""Which plan a command means."""

from kernel.loading.problems import LoadingError, Problem, one_of
from outputs.models import Plan


def plan_named(code: str, said_in_file: str = "") -> Plan:
    """The plan with this code, or the one that a file names, or the only one.

    Raises LoadingError where that leaves a choice or a contradiction.
    """
    if code and said_in_file and code != said_in_file:
        raise refusal(f"The file is for the plan {said_in_file}.", "Leave --plan out, or correct the file.")
    wanted = code or said_in_file
    plans = {plan.code: plan for plan in Plan.objects.all()}
    if wanted in plans:
        return plans[wanted]
    if wanted:
        raise refusal(f"There is no plan {wanted}.", one_of(wanted, plans))
    if len(plans) == 1:
        return next(iter(plans.values()))
    if not plans:
        raise refusal("There is no plan yet.", "Load one with load_plan.")
    raise refusal("There are several plans.", f"Name one with --plan: {', '.join(sorted(plans))}.")


def refusal(wrong: str, mend: str) -> LoadingError:
    return LoadingError([Problem("--plan", 0, "", wrong, mend)])
