"""Fields that many records have."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def link(to: Any, label: "StrOrPromise", *, is_required: bool = False, **more: Any) -> Any:
    """Another thing that a record names: it stays while the record is there; empty where it is not known."""
    optional = {} if is_required else {"null": True, "blank": True}
    defaults = {"on_delete": models.PROTECT, "related_name": "+"}
    return models.ForeignKey(to, verbose_name=label, **{**defaults, **optional, **more})
