"""The outbox of the demonstration, so that links in e-mails can be followed without a mail server."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kernel.asked import page_of, takes
from kernel.models import Email

EMAILS_A_PAGE = 25


@takes("page")
@login_not_required
def outbox(request: HttpRequest) -> HttpResponse:
    only_in_demo()
    page = page_of(request.GET, Email.objects.all(), EMAILS_A_PAGE)
    return render(request, "members/demo_outbox.html", {"page": page})


@login_not_required
def email(request: HttpRequest, pk: int) -> HttpResponse:
    only_in_demo()
    return render(request, "members/demo_email.html", {"email": get_object_or_404(Email, pk=pk)})


def only_in_demo() -> None:
    """Anyone who sees the outbox can follow other people's links: never outside a demonstration."""
    if not settings.DEMO:
        raise Http404
