"""Bodies as the API reads them: of bounded size and depth, and without what cannot be seen."""

import io
from typing import IO, Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, parsers

from actionplan.core.texts import cleaned

DEEPEST = 20


class TooLargeError(exceptions.APIException):
    status_code = 413
    default_detail = gettext_lazy("The body is too large: at most 10 MB are read.")
    default_code = "too_large"


class JSONParser(parsers.JSONParser):
    """JSON as usual, refused in words where Python would give up."""

    def parse(self, stream: IO[Any], media_type: Any = None, parser_context: Any = None) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        body = stream.read(most + 1)
        if len(body) > most:
            raise TooLargeError
        try:
            return cleaned_json(super().parse(io.BytesIO(body), media_type, parser_context))
        except RecursionError as error:
            raise too_deep() from error


class FormParser(parsers.FormParser):
    def parse(self, stream: IO[Any], media_type: Any = None, parser_context: Any = None) -> Any:
        return cleaned_query(super().parse(stream, media_type, parser_context))


def cleaned_json(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        raise too_deep()
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [cleaned_json(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {cleaned(name): cleaned_json(each, depth + 1) for name, each in value.items()}
    return value


def cleaned_query(query: QueryDict) -> QueryDict:
    """The same parameters or fields, without what cannot be seen."""
    found = QueryDict(mutable=True, encoding=query.encoding)
    for name, values in query.lists():
        found.setlist(cleaned(name), [cleaned(str(value)) for value in values])
    found._mutable = False  # noqa: SLF001 - as Django makes those of a request
    return found


def too_deep() -> exceptions.ParseError:
    return exceptions.ParseError(
        _("The body is nested too deeply: at most %(most)s levels are read.") % {"most": DEEPEST}
    )
