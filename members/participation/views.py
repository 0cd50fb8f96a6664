"""Lists of positions compared with official statistics."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernel.access import allowed
from kernel.asked import AskedWronglyError, takes
from kernel.fields import YEARS, read_whole
from kernel.registers.views.lists import context_of
from members.committees.rules import VIEW_STATISTICS
from members.participation.register import POSITIONS
from members.participation.selectors import (
    compared_secretariats,
    compared_with_committees,
    compared_with_series,
    years_of_lists,
)
from members.requests import SignedInRequest


@require_safe
@takes("year")
@allowed(VIEW_STATISTICS)
def compared(request: SignedInRequest) -> HttpResponse:
    years = years_of_lists()
    year = year_asked(request, years)
    by_committee = compared_with_committees(year) if year else None
    by_member = compared_with_series(year) if year else []
    context = context_of(request, POSITIONS) | {
        "years": years,
        "year": year,
        "all_compared": [*by_member, *([by_committee] if by_committee else [])],
        "secretariats": compared_secretariats(year) if year else [],
    }
    return render(request, "participation/comparison.html", context)


def year_asked(request: SignedInRequest, years: list[int]) -> int | None:
    """The year asked for, or the newest of which there is a list."""
    if "year" not in request.GET:
        return years[0] if years else None
    try:
        return read_whole(request.GET["year"], least=YEARS[0], most=YEARS[1])
    except ValidationError as error:
        raise AskedWronglyError({"year": error.messages}) from error
