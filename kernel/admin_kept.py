"""Why something cannot be deleted, said where the button would be."""

from collections import Counter

from django.contrib import admin
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kernel import numbers


def why_kept(thing: Model, request: HttpRequest) -> str:
    """Empty where nothing stands in the way of deleting `thing`, nor of what would go with it."""
    collector = Collector(using="default", origin=thing)
    try:
        collector.collect([thing])
    except ProtectedError as error:
        return in_words(Counter(type(one) for one in error.protected_objects))
    except RestrictedError as error:
        return in_words(Counter(type(one) for one in error.restricted_objects))
    counts = Counter({model: len(rows) for model, rows in collector.data.items()})
    for rows in collector.fast_deletes:
        counts[rows.model] += rows.count()
    return in_words(
        Counter({model: n for model, n in counts.items() if n and is_kept(model, thing, request)})
    )


def is_kept(model: type[Model], thing: Model, request: HttpRequest) -> bool:
    """Whether nobody deletes rows of the model by hand."""
    model_admin = admin.site._registry.get(model)  # noqa: SLF001 (it has no other way in)
    if model_admin is None or model is type(thing):
        return False
    return not model_admin.has_delete_permission(request)


def in_words(counts: "Counter[type[Model]]") -> str:
    names = [
        f"{numbers.shown(count)} {meta.verbose_name if count == 1 else meta.verbose_name_plural}"
        for meta, count in ((model._meta, count) for model, count in counts.items())
    ]
    words = _("It cannot be deleted, since other records build on it: %(records)s.")
    return words % {"records": ", ".join(names)} if names else ""
