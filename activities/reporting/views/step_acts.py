"""What the buttons of a step ask for once its sections are saved: records confirmed, the rest in one act."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.confirmations.services import confirm
from activities.reporting.models import Report
from activities.reporting.selectors.layout import StepLayout
from activities.reporting.services.rest import rate_rest
from members.requests import SignedInRequest

MOST_RECORDS = 500


def confirm_records(request: SignedInRequest, report: Report) -> str:
    """The button names its section and the records that it shows, each as it stands; the section's key."""
    key, *versions = request.POST["right"].split()[: MOST_RECORDS + 1] or [""]
    try:
        count = confirm(report.member, versions, by=request.user, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        words = ngettext("%(count)s record is confirmed.", "%(count)s records are confirmed.", count)
        messages.success(request, words % {"count": count} if count else _("They were confirmed before."))
    return key


def is_rest_asked(request: SignedInRequest) -> bool:
    """By its button, or by a reason that was typed although another button was pressed."""
    return "rest" in request.POST or bool(request.POST.get("rest-why", "").strip())


def say_what_was_not_done(request: SignedInRequest) -> None:
    """Where a section was not saved, what a button asks for beside it waits."""
    if "right" in request.POST or is_rest_asked(request):
        messages.error(
            request, _("What the button asks for was not done. Settle this first, then press it again.")
        )


def answer_rest(request: SignedInRequest, report: Report, step: StepLayout) -> bool:
    """Whether all sections of the step that were open are answered."""
    rating, why = request.POST.get("rest", ""), request.POST.get("rest-why", "")
    try:
        count = rate_rest(report=report, step=step, rating=rating, why=why, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False
    words = ngettext("%(count)s section is answered.", "%(count)s sections are answered.", count)
    messages.success(request, words % {"count": count} if count else _("No section was open any more."))
    return True
