"""Every place of a page that upper apps add to is on a page, and somebody adds to it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory

from kernel import joints
from kernel.joints import DATA_CHANGED, PLACES, DataChanged, Hook, Panel, PanelPlace

TEMPLATES: Path = settings.BASE_DIR / "templates"
SHOWN = {
    name
    for path in TEMPLATES.rglob("*.html")
    for name in re.findall(r'{% panels "([\w.]+)"', path.read_text(encoding="utf-8"))
}


def test_places_that_templates_name_are_declared() -> None:
    assert SHOWN
    assert SHOWN - PLACES.keys() == set()


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_place_is_on_a_page_and_used(name: str) -> None:
    assert name in SHOWN | {"home"}
    assert PLACES[name].shown


def test_what_changes_data_is_heard() -> None:
    assert DATA_CHANGED.takers


def test_a_hook_calls_all_that_take_it_with_the_event() -> None:
    hook = Hook(DataChanged)
    hook.take(lambda change: change.years)
    hook.take(lambda change: change.cause)

    assert hook.call(DataChanged(years=[2013])) == [[2013], "import"]


def test_panels_come_in_order_and_those_with_nothing_to_say_stay_away(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joints, "render_to_string", lambda _template, context, **_more: context["title"])
    monkeypatch.setattr(joints, "PLACES", {})
    place = PanelPlace("test")
    place.show(Panel("second.html", lambda _request, _thing: {"title": "Second"}, 20))
    place.show(Panel("first.html", lambda _request, thing: {"title": thing}, 10))
    place.show(Panel("silent.html", lambda _request, _thing: None, 1))

    assert list(place.render(rf.get("/"), "First")) == ["First", "Second"]
