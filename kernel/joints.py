"""Joints of the house: what a lower app offers, declared as an object, and what an upper app takes up.

A lower app never imports an upper one.  It declares a `Hook` or a `PanelPlace` and uses it; the upper
app imports it and takes it up in `AppConfig.ready()`.  A misspelt one is an import that fails.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.db.models import Model

Event = TypeVar("Event")


@dataclass
class Hook(Generic[Event]):
    """What happens below and matters above: `call` runs all that take it, in the caller's transaction."""

    event: type[Event]
    takers: list[Callable[[Event], Any]] = field(default_factory=list)

    def take(self, function: Callable[[Event], Any]) -> None:
        """Have `function` called with each event."""
        self.takers.append(function)

    def call(self, event: Event) -> list[Any]:
        """The answers of all that take it, in order."""
        return [function(event) for function in self.takers]


@dataclass(frozen=True)
class DataChanged:
    """Something that figures are computed from was written."""

    plan: "Model | None" = None
    """None stands for every plan."""
    years: Sequence[int] | None = None
    """None stands for every year."""
    cause: str = "import"
    """A value of `indicators.enums.RunTrigger`."""


@dataclass(frozen=True)
class Start:
    """A web server, a worker or beat is about to start."""


DATA_CHANGED = Hook(DataChanged)
REFUSAL_TO_START = Hook(Start)
"""What takes it says why the portal must not start, or nothing."""


@dataclass(frozen=True)
class Panel:
    """A part of another app's page: `context(request, thing)` gives None where it has nothing to show."""

    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]
    position: int = 100

    def render(self, request: HttpRequest, thing: Any) -> SafeString | None:
        context = self.context(request, thing)
        return None if context is None else render_to_string(self.template, context, request=request)


PLACES: dict[str, "PanelPlace"] = {}
"""By the name that templates use."""


@dataclass(frozen=True)
class PanelPlace:
    """Where a page shows what upper apps have to say of its thing: `{% panels "outputs.plan" plan %}`."""

    name: str
    shown: list[Panel] = field(default_factory=list)

    def __post_init__(self) -> None:
        PLACES[self.name] = self

    def show(self, panel: Panel) -> None:
        self.shown.append(panel)

    def render(self, request: HttpRequest, thing: Any) -> Iterator[SafeString]:
        """The panels that have something to show, in order."""
        for panel in sorted(self.shown, key=lambda panel: panel.position):
            if rendered := panel.render(request, thing):
                yield rendered


HOME = PanelPlace("home")
"""The start page, which upper apps share."""
