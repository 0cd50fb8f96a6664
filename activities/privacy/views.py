"""Finding the records of a person, and taking the person out of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from activities.privacy import services
from activities.privacy.forms import EraseForm, FindForm
from activities.privacy.models import years_kept
from activities.privacy.rules import ERASE_PEOPLE
from activities.privacy.selectors import MOST, named_like
from kernel.access import allowed
from kernel.asked import refuse_problems, takes
from kernel.forms import try_service
from members.requests import SignedInRequest


@takes("q")
@allowed(ERASE_PEOPLE)
def people(request: SignedInRequest) -> HttpResponse:
    """First who it is, then which records and why."""
    find = FindForm(request.GET)
    refuse_problems(find)
    words = find.cleaned_data["q"]
    found = named_like(words)
    form = EraseForm(request.POST if request.method == "POST" else None, found=found, is_sure="@" in words)

    def act() -> None:
        codes, reason = form.cleaned_data["records"], form.cleaned_data["reason"]
        count = services.erase(words, codes, by=request.user, reason=reason)
        said = ngettext(
            "%(count)s record does not say who it was any more.",
            "%(count)s records do not say who it was any more.",
            count,
        )
        messages.success(request, said % {"count": count})

    if form.is_valid() and try_service(form, act):
        return redirect("privacy:people")
    context = {
        "find": find,
        "words": words,
        "found": {each.record.code for each in found},
        "is_cut": len(found) == MOST,
        "form": form,
        "years": years_kept(),
    }
    return render(request, "privacy/people.html", context)
