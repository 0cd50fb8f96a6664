"""What forms of every app share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from kernel.workflow import WorkflowError


def try_service(form: forms.BaseForm, call: Callable[[], Any]) -> bool:
    """Whether the service took what the form holds; a refusal stands at the field that it names or on top."""
    try:
        call()
    except WorkflowError as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except ValidationError as refused:
        add_errors(form, refused)
    return not form.errors


def add_errors(form: forms.BaseForm, refused: ValidationError) -> None:
    """Each objection beside its field, or above the form where it has no such field."""
    by_field = (
        refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}
    )
    for name, words in by_field.items():
        for word in words:
            form.add_error(name if name in form.fields else None, word)
