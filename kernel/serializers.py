"""The base of whatever the API is sent: a field that is not known is refused, and nothing changes."""

import difflib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import serializers

from kernel.asked import GIVEN_TWICE, not_one_of
from kernel.fields import shortened

if TYPE_CHECKING:
    Base = serializers.Serializer[Any]
else:
    Base = serializers.Serializer

MOST_UNKNOWN = 10
"""So many fields that are not known are named; of more, how many there are."""


class KnownFields(Base):
    """Goes before a serializer's base; refuses fields that it has not, or only shows."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            known = sorted(name for name, field in self.fields.items() if not field.read_only)
            if unknown := [str(name) for name in data if name not in known]:
                raise serializers.ValidationError(dict(_problems(unknown, known)))
        if twice := self.sent_twice(data):
            raise serializers.ValidationError({name: [GIVEN_TWICE] for name in twice})
        return super().to_internal_value(data)

    def sent_twice(self, data: Any) -> list[str]:
        """Of a form or its files: what came several times, where one would be taken and the others lost."""
        several = (serializers.ListField, serializers.ManyRelatedField)
        sent = data.lists() if isinstance(data, MultiValueDict) else ()
        return [name for name, all_ in sent if len(all_) > 1 and not isinstance(self.fields[name], several)]


class KnownChoiceField(serializers.ChoiceField):
    """Says what is allowed where something else is sent."""

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        if key == "invalid_choice":
            words = not_one_of(str(kwargs["input"]), [str(value) for value in self.choices if str(value)])
            raise serializers.ValidationError(words, code=key)
        super().fail(key, **kwargs)


class BoundedListField(serializers.ListField):
    """Looks at the length before it looks at what is in the list."""

    def to_internal_value(self, data: Any) -> Any:
        most: int | None = self.max_length
        if isinstance(data, list) and most is not None and len(data) > most:
            self.fail_length(most)
        return super().to_internal_value(data)

    def fail_length(self, most: int) -> None:
        words = ngettext("At most %(most)s entry is taken.", "At most %(most)s entries are taken.", most)
        raise serializers.ValidationError(words % {"most": most}, code="max_length")


class InputSerializer(KnownFields):
    """What an operation takes."""


class NothingSerializer(InputSerializer):
    """An operation that takes nothing: an empty body, or none."""


def _problems(unknown: list[str], known: list[str]) -> Iterator[tuple[str, list[str]]]:
    for name in islice(unknown, MOST_UNKNOWN):
        yield shortened(name), [_unknown(name, known)]
    if more := len(unknown[MOST_UNKNOWN:]):
        words = ngettext("%(count)s more field is not known.", "%(count)s more fields are not known.", more)
        yield "non_field_errors", [words % {"count": more}]


def _unknown(name: str, known: list[str]) -> str:
    if not known:
        return _("There is no such field. This takes none.")
    near = difflib.get_close_matches(shortened(name), known, n=1)
    words = _("There is no such field. This takes: %(known)s.")
    if near:
        words = _("There is no such field; did you mean “%(near)s”? This takes: %(known)s.")
    return words % {"known": ", ".join(known), "near": near[0] if near else ""}
