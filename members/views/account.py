"""Pages of allauth that this portal does not offer."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest


@login_not_required
def closed(_request: HttpRequest, **_kwargs: str) -> NoReturn:
    """The address was proved by the invitation and names the person: nobody adds or swaps it alone."""
    raise Http404
