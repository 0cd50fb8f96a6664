"""The base of whatever the API is sent: a field that is not known is refused, and nothing changes."""

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from actionplan.core.fields import shortened

if TYPE_CHECKING:
    Base = serializers.Serializer[Any]
else:
    Base = serializers.Serializer


class KnownFields(Base):
    """Goes before a serializer's base; refuses fields that it has not, or only shows."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            known = sorted(name for name, field in self.fields.items() if not field.read_only)
            if problems := {
                shortened(str(name)): [_unknown(str(name), known)] for name in data if name not in known
            }:
                raise serializers.ValidationError(problems)
        return super().to_internal_value(data)


class InputSerializer(KnownFields):
    """What an operation takes."""


class NothingSerializer(InputSerializer):
    """An operation that takes nothing: an empty body, or none."""


def _unknown(name: str, known: list[str]) -> str:
    if not known:
        return _("There is no such field. This takes none.")
    near = difflib.get_close_matches(shortened(name), known, n=1)
    words = _("There is no such field. This takes: %(known)s.")
    if near:
        words = _("There is no such field; did you mean “%(near)s”? This takes: %(known)s.")
    return words % {"known": ", ".join(known), "near": near[0] if near else ""}
