"""Choosing one thing of many: by typing a part of its name, among suggestions."""

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from kernel.loading.references import Named, lookup_of
from kernel.loading.words import folded
from kernel.typed import NotReadableError

if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Any]
else:
    ModelChoiceField = forms.ModelChoiceField

MEANT = 3
"""So many that a part of a name fits are told."""
FEW = 30
"""Up to so many are shown in a list that opens; of more, a list takes long to read, to send and to draw."""


class Offer:
    """What a field offers, read once for all fields and rows of a page that offer the same."""

    def __init__(self, things: QuerySet[Any]) -> None:
        self.queryset = things

    @cached_property
    def things(self) -> list[Any]:
        return list(self.queryset)

    @cached_property
    def by_key(self) -> dict[str, Any]:
        return {str(thing.pk): thing for thing in self.things}

    @cached_property
    def words(self) -> dict[str, str]:
        """How each is suggested, by key; of several that read the same, with the name that files use."""
        texts = Counter(folded(str(thing)) for thing in self.things)
        written = lookup_of(self.queryset.model).written
        return {
            key: str(thing) if texts[folded(str(thing))] == 1 else f"{thing} ({written(thing)})"
            for key, thing in self.by_key.items()
        }

    @cached_property
    def by_words(self) -> dict[str, Any]:
        return {folded(words): self.by_key[key] for key, words in self.words.items()}

    @cached_property
    def named(self) -> Named:
        return Named(self.queryset, lookup_of(self.queryset.model))

    @property
    def is_long(self) -> bool:
        return len(self.things) > FEW

    @cached_property
    def anchor(self) -> str:
        """The same for the same things, so that fields share their suggestions."""
        return f"names-{crc32(str(self.queryset.query).encode()):x}"

    def get(self, text: str) -> Any:
        """A thing by the words of its suggestion, or by a name that files may use; else NotReadableError."""
        if thing := self.by_words.get(folded(text)):
            return thing
        try:
            return self.named.get(text)
        except NotReadableError as error:
            fitting = [key for words, key in self.keys_by_words if folded(text) in words] or self.near(text)
            if not 0 < len(fitting) <= MEANT:
                raise
            meant = _("” or “").join(self.words[key] for key in fitting)
            words = _("“%(text)s” is no name here. Did you mean “%(meant)s”?")
            raise NotReadableError(words % {"text": text, "meant": meant}) from error

    def near(self, text: str) -> list[str]:
        """The key of what was most likely meant, if anything is like it."""
        name = self.named.near(text)
        return [str(self.named.get(name).pk)] if name else []

    @property
    def keys_by_words(self) -> list[tuple[str, str]]:
        return [(folded(words), key) for key, words in self.words.items()]


class NamedField(ModelChoiceField):
    """One of many, by its name; the browser suggests those that fit what is typed."""

    widget = forms.TextInput

    def __init__(self, offer: Offer, **more: Any) -> None:
        super().__init__(offer.queryset, **more)
        self.offer = offer
        self.widget.attrs |= {"list": offer.anchor, "autocomplete": "off", "maxlength": 500}

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays; a thing, or the key of one, is told in words."""
        if isinstance(value, int | Model):
            return self.offer.words.get(str(getattr(value, "pk", value)), "")
        return value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return self.offer.get(str(value).strip())
        except NotReadableError as error:
            raise ValidationError(str(error), code="invalid_choice") from error


def offered(field: Any, offer: Offer, present: int | None = None) -> Any:
    """The field with what it offers: of few in a list that opens, of many by their names.

    What is chosen at `present`, by its key, stays a choice.
    """
    if present is not None and str(present) not in offer.by_key:
        things = offer.queryset
        offer = Offer(things.model._base_manager.filter(Q(pk__in=things.values("pk")) | Q(pk=present)))
    field.queryset = offer.queryset
    if type(field) is not forms.ModelChoiceField or not offer.is_long:
        return field
    return NamedField(
        offer,
        required=field.required,
        label=field.label,
        help_text=field.help_text or _("Type a part of the name and choose."),
        initial=field.initial,
    )


def chosen_by(field: Any, text: str) -> Any:
    """What a name in an address chooses in a field; raises ValidationError."""
    things = getattr(field, "queryset", None)
    if things is None:
        return field.clean(text)
    try:
        return Offer(things).get(text)
    except NotReadableError as error:
        raise ValidationError(str(error)) from error
