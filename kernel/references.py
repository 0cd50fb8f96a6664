"""By which field things are named where a link cannot stand: in the API and in files."""

from django.db.models import Model

KEYS: dict[type[Model], str] = {}


def name_by(model: type[Model], field: str) -> None:
    """Declare that things of a kind are named by a field that is unique among those to choose from."""
    KEYS[model] = field


def key_of(model: type[Model]) -> str:
    """The field; a thing of a kind that nobody declared is named by its number."""
    return KEYS.get(model, "pk")
