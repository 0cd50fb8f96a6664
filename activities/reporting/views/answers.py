"""How pages answer to what a service refuses."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from kernel.forms import add_errors
from kernel.workflow import WorkflowError


def accepted(form: forms.Form, call: Callable[[], Any]) -> bool:
    """Whether the service took what the form holds; a refusal stands at the field that it names or on top."""
    try:
        call()
    except WorkflowError as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except ValidationError as refused:
        add_errors(form, refused)
    return form.is_valid()


def done(request: HttpRequest, call: Callable[[], Any], words: str) -> bool:
    """Does it and says so, or says why not."""
    try:
        call()
    except WorkflowError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, words)
    return True
