"""Filters, tags and components that pages are made of."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler
from pytest_django.asserts import assertHTMLEqual

from actionplan.home.forms import ExampleForm
from kernel import numbers
from kernel.templatetags import ui

NARROW = "\u202f"


def rendered(markup: str, **context: Any) -> str:
    """Markup with components, as a page has it."""
    template = engines["django"].from_string(CottonCompiler().process(markup))
    return str(template.render(context, RequestFactory().get("/list/?page=2&state=draft")))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (-0.04, "-0.04"),
        (Decimal("57.377049"), "57.4"),
        (Decimal("57.000000"), "57"),
        (Decimal("0.04"), "0.04"),
        (Decimal("0.00000001"), "0"),
        (Decimal("131.5"), "132"),
        (499558, "499,558"),
        (-12.25, "-12.3"),
    ],
)
def test_numbers_are_grouped_and_have_no_idle_zeros(value: Any, words: str) -> None:
    assert numbers.shown(value) == words


def test_numbers_follow_the_language() -> None:
    with translation.override("de"):
        assert numbers.shown(Decimal("1234567.5"), 1) == "1.234.567,5"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (3, "positions", "3 positions"),
        (57.377, "%", f"57.4{NARROW}%"),
        (1200, "CHF", f"CHF{NARROW}1,200"),
        (0, "", "0"),
        (None, "positions", '<em class="missing">not reported</em>'),
    ],
)
def test_figure_carries_its_unit_and_missing_is_a_word(value: Any, unit: str, words: str) -> None:
    assert ui.figure(value, unit) == words


def test_missing_tells_the_reason_and_escapes_it() -> None:
    assert ui.missing("not <yet>") == '<em class="missing">not &lt;yet&gt;</em>'


@pytest.mark.parametrize(
    ("kind", "look"),
    [("on_track", "on-track"), ("accepted", "on-track"), ("in_review", "going"), ("open", ""), ("", "")],
)
def test_states_have_a_look(kind: str, look: str) -> None:
    assert ui.status_class(kind) == look


@pytest.mark.parametrize(
    ("value", "target", "maximum", "shape"),
    [
        (45, 80, 100, ("45", "100", "45", "80")),
        (57, None, 124, ("57", "124", "45.97", "")),
        (150, 100, 120, ("120", "120", "100", "83.33")),
        (0, 100, 100, ("0", "100", "", "99.5")),
        (5, 5, 0, ("0", "0", "", "")),
    ],
)
def test_meter_keeps_inside(value: Any, target: Any, maximum: Any, shape: tuple[str, ...]) -> None:
    found = ui.meter_shape(value, target, maximum)

    assert (found.now, found.maximum, found.width, found.mark) == shape


def test_meter_without_a_value_is_a_word() -> None:
    html = rendered('<c-meter :value="value" :target="80" label="Achieved" />', value=None)

    assert "<svg" not in html
    assert '<em class="missing">not reported</em>' in html


def test_meter_has_no_style() -> None:
    html = rendered('<c-meter :value="45" :target="80" label="Achieved" text="45 %" />')

    assert "style" not in html
    assert 'role="meter"' in html
    assert 'aria-valuenow="45"' in html


def test_status_shows_its_word() -> None:
    html = rendered('<c-status kind="at_risk">At risk</c-status>')

    assertHTMLEqual(html, '<span class="status at-risk">At risk</span>')


def test_pager_keeps_the_filter() -> None:
    html = rendered('<c-pager :page="page" />', page=Paginator(range(60), 25).page(2))

    assert "26 to 50 of 60" in html
    assert '<span aria-current="page">2</span>' in html
    assert "?page=3&amp;state=draft" in html


def test_single_page_has_no_pager() -> None:
    assert rendered('<c-pager :page="page" />', page=Paginator(range(3), 25).page(1)).strip() == ""


def test_field_names_its_hint_and_problem() -> None:
    form = ExampleForm({"positions": "many"})

    html = rendered('<c-field :field="field" />', field=form["positions"])

    assert '<label for="id_positions">Positions held</label>' in html
    assert '<span class="hint" id="id_positions_helptext">On 31 December.</span>' in html
    assert '<span class="problem" id="id_positions_error">Enter a whole number.</span>' in html
    assert 'aria-describedby="id_positions_helptext id_positions_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_fieldset() -> None:
    html = rendered('<c-field :field="field" optional="yes" />', field=ExampleForm()["rating"])

    assert "<legend>How did this go?" in html
    assert "optional" in html
    assert html.count('type="radio"') == 3


def test_check_box_stands_before_its_label() -> None:
    html = rendered('<c-field :field="field" />', field=ExampleForm()["agrees"])

    assert html.index("<input") < html.index("I have checked these figures")


def test_hidden_field_has_no_label() -> None:
    class Hiding(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput)

    assert "<label" not in rendered('<c-field :field="field" />', field=Hiding()["key"])


def test_problems_lead_to_their_fields() -> None:
    html = rendered('<c-problems :form="form" />', form=ExampleForm({"rating": "on_track", "positions": "1"}))

    assert '<li><a href="#id_name">Name</a>: This field is required.</li>' in html


def test_attributes_from_data_are_escaped_once() -> None:
    html = rendered('<c-page-head title="{{ title }}" />', title="ISO's <words> & signs")

    assert "<h1>ISO&#x27;s &lt;words&gt; &amp; signs</h1>" in html


def test_confirmation_is_a_guarded_form() -> None:
    html = rendered('<c-confirm action="/x/" label="End" back="/y/" danger="yes">Sure?</c-confirm>')

    assert '<form class="card" method="post" action="/x/">' in html
    assert "csrfmiddlewaretoken" in html
    assert '<a class="button" href="/y/">Go back</a>' in html


def test_unbound_form_has_no_problems() -> None:
    assert rendered('<c-problems :form="form" />', form=ExampleForm()).strip() == ""


class DatedForm(forms.Form):
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(widget=forms.Textarea)


def test_a_chosen_date_stands_in_words_beside_its_input() -> None:
    page = rendered('<c-field :field="form.day" />', form=DatedForm({"day": "2014-03-31"}))

    assert 'data-none="no date yet">31 March 2014</output>' in page


def test_without_a_date_there_are_no_words() -> None:
    page = rendered('<c-field :field="form.day" />', form=DatedForm())

    assert 'data-none="no date yet"></output>' in page


def test_what_people_type_runs_in_the_direction_of_its_language() -> None:
    assert 'dir="auto"' in ui.typed_input(DatedForm()["words"])
    assert 'dir="auto"' not in ui.typed_input(DatedForm()["day"])
