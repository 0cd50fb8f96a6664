"""Finding the records of a person, taking the person out of them, and making one of two."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.privacy import merging, services
from activities.privacy.doubles import doubles as likely_doubles
from activities.privacy.doubles import people_like
from activities.privacy.forms import ChooseTwoForm, EraseForm, FindForm, MergeForm
from activities.privacy.models import years_kept
from activities.privacy.pairs import Pair, number_of_rows
from activities.privacy.pairs import people as named_people
from activities.privacy.rules import ERASE_PEOPLE
from activities.privacy.selectors import MOST, named_like
from kernel.access import allowed
from kernel.asked import Several, page_of, refuse_problems, takes
from kernel.forms import try_service
from members.requests import SignedInRequest

A_PAGE = 50


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


@takes("q", "page", Several("person"))
@allowed(ERASE_PEOPLE)
def doubles(request: SignedInRequest) -> HttpResponse:
    """Two that were found are chosen; without words, those who are likely to be one."""
    find = FindForm(request.GET)
    refuse_problems(find)
    words = find.cleaned_data["q"]
    found = people_like(words)
    rows = number_of_rows([each.pk for each in found]) if found else {}
    form = ChooseTwoForm(request.GET if "person" in request.GET else None, found=found, rows=rows)
    if form.is_valid():
        return redirect("privacy:merge", *form.cleaned_data["person"])
    page = page_of(request.GET, [] if words else likely_doubles(), A_PAGE)
    pks = {pk for each in page for pk in (each.first, each.second)}
    people = named_people().select_related("member").in_bulk(pks)
    context = {
        "find": find,
        "words": words,
        "found": found,
        "is_cut": len(found) == MOST,
        "form": form,
        "page": page,
        "likely": [(people[each.first], people[each.second], each.why) for each in page],
    }
    return render(request, "privacy/doubles.html", context)


@allowed(ERASE_PEOPLE)
def merge(request: SignedInRequest, first: int, second: int) -> HttpResponse:
    """Both beside each other, with what is chosen where they differ."""
    pair = Pair.of(first, second)
    if pair is None:
        return no_pair(request)
    form = MergeForm(request.POST if request.method == "POST" else None, pair=pair)
    is_stale = form.is_stale
    if is_stale:
        form = MergeForm(None, pair=pair)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        merging.merge(first, second, by=request.user, seen=seen, chosen=form.chosen)

    if form.is_valid() and try_service(form, act):
        messages.success(request, _("Both are one record now."))
        return redirect("privacy:doubles")
    context = {"pair": pair, "form": form, "changed": merging.CHANGED if is_stale else ""}
    return render(request, "privacy/merge.html", context)


def no_pair(request: SignedInRequest) -> HttpResponse:
    """Who has sent something is told what became of it."""
    if request.method != "POST":
        raise Http404
    messages.error(request, merging.GONE)
    return redirect("privacy:doubles")
