"""By which field things are named where a link cannot stand: in the API and in files."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Reference:
    """A field that is unique; of what has its code from a plan, `plan` is the way to that plan."""

    field: str
    plan: str = ""


REFERENCES: dict[type[Model], Reference] = {}
BY_NUMBER = Reference("pk")


def name_by(model: type[Model], field: str, plan: str = "") -> None:
    """Declare how things of a kind are named."""
    REFERENCES[model] = Reference(field, plan)


def reference_to(model: type[Model]) -> Reference:
    """What was declared; a thing of a kind that nobody declared is named by its number."""
    return REFERENCES.get(model, BY_NUMBER)
