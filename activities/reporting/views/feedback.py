"""What a page says once a service has done something, or has refused it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from kernel.workflow import WorkflowError


def done(request: HttpRequest, call: Callable[[], Any], words: str) -> bool:
    """Does it and says so, or says why not."""
    try:
        call()
    except WorkflowError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, words)
    return True
