"""Bodies as the API reads them: of bounded size and depth, and without what cannot be seen."""

import io
import json
from typing import IO, Any, NoReturn

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rest_framework import exceptions, parsers

from kernel.fields import shortened
from kernel.texts import cleaned

DEEPEST = 20
MOST_FIELDS = 1_000
"""Of one object."""

MOST_VALUES = 20_000
"""Of a whole body: ten times what the longest step of a report holds."""

MOST_BRACKETS = 10 * MOST_VALUES
"""Those in texts counted too, which have few."""

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


class TooLargeError(exceptions.APIException):
    status_code = 413
    default_detail = gettext_lazy("The body is too large: at most 10 MB are read.")
    default_code = "too_large"


class Bounded:
    """Goes before a parser; reads no more than `most` bytes."""

    @property
    def most(self) -> int:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0

    def read(self, stream: IO[Any]) -> bytes:
        body: bytes = stream.read(self.most + 1)
        if len(body) > self.most:
            raise TooLargeError(too_large(self.most))
        return body


class Short(Bounded):
    """Goes before a parser of what anybody may send: e-mail, password and code have room in it many times."""

    most = 64 * KILOBYTE


class JSONParser(Bounded, parsers.JSONParser):
    """JSON as usual, refused in words where Python would give up."""

    def parse(self, stream: IO[Any], media_type: Any = None, parser_context: Any = None) -> Any:
        return Cleaning().cleaned(read_json(self.read(stream)))


class FormParser(Bounded, parsers.FormParser):
    def parse(self, stream: IO[Any], media_type: Any = None, parser_context: Any = None) -> Any:
        body = io.BytesIO(self.read(stream))
        return cleaned_query(super().parse(body, media_type, parser_context))


class ShortJSONParser(Short, JSONParser):
    pass


class ShortFormParser(Short, FormParser):
    pass


def read_json(body: bytes) -> Any:
    """What the body states; each refusal is in our words, as Python's are for those who program in it."""
    if body.count(b"[") + body.count(b"{") > MOST_BRACKETS:  # even before they are made into lists
        raise too_many_values()
    try:
        return json.loads(body.decode(), parse_constant=refuse_constant, object_pairs_hook=once_each)
    except RecursionError as error:
        raise too_deep() from error
    except UnicodeDecodeError as error:
        raise exceptions.ParseError(_("The body is not text in UTF-8.")) from error
    except json.JSONDecodeError as error:
        words = _("The body is not JSON: it cannot be read from line %(line)s, character %(character)s on.")
        raise exceptions.ParseError(words % {"line": error.lineno, "character": error.colno}) from error
    except ValueError as error:  # Python reads no whole number of more than 4,300 digits
        raise exceptions.ParseError(_("The body has a number with too many digits.")) from error


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, whose fields Python would otherwise take the last of."""
    if len(pairs) > MOST_FIELDS:
        raise too_many_fields(MOST_FIELDS)
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            words = _("The body gives “%(name)s” more than once. Give it once.")
            raise exceptions.ParseError(words % {"name": shortened(cleaned(name))})
        found[name] = value
    return found


def refuse_constant(name: str) -> NoReturn:
    words = _("The body has %(name)s for a number, which is not JSON.")
    raise exceptions.ParseError(words % {"name": name})


class Cleaning:
    """Takes out of one body what cannot be seen, and counts what is in it."""

    def __init__(self) -> None:
        self.values = 0

    def cleaned(self, value: Any, depth: int = 0) -> Any:
        if depth > DEEPEST:
            raise too_deep()
        if isinstance(value, str):
            return cleaned(value)
        if isinstance(value, list):
            self.count(len(value))
            return [self.cleaned(each, depth + 1) for each in value]
        if isinstance(value, dict):
            self.count(len(value))
            return {cleaned(name): self.cleaned(each, depth + 1) for name, each in value.items()}
        return value

    def count(self, more: int) -> None:
        self.values += more
        if self.values > MOST_VALUES:
            raise too_many_values()


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


def too_large(most: int) -> str:
    size, unit = (most // MEGABYTE, "MB") if most >= MEGABYTE else (most // KILOBYTE, "KB")
    return _("The body is too large: at most %(size)s %(unit)s are read.") % {"size": size, "unit": unit}


def too_many_values() -> exceptions.ParseError:
    words = _("The body holds too much: at most %(most)s values are read.")
    return exceptions.ParseError(words % {"most": f"{MOST_VALUES:,}"})


def too_many_fields(most: int) -> exceptions.ParseError:
    words = _("The body has too many fields: at most %(most)s are read.")
    return exceptions.ParseError(words % {"most": f"{most:,}"})


def too_many_files(most: int) -> exceptions.ParseError:
    words = ngettext(
        "The body has too many files: at most %(most)s is read.",
        "The body has too many files: at most %(most)s are read.",
        most,
    )
    return exceptions.ParseError(words % {"most": most})
