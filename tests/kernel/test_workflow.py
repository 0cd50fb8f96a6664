"""Every workflow of the house: its moves lead between its own states, each with who may make it."""

import pytest
from django.apps import apps
from django_fsm import FSMField

from kernel.access import permissions
from kernel.workflow import Rule, TrailEntry, Workflow

MODELS = [model for model in apps.get_models() if issubclass(model, Workflow)]


def test_there_is_one() -> None:
    assert MODELS


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_moves_lead_between_states_that_are_there_and_name_a_permission(model: type[Workflow]) -> None:
    field: FSMField = model._meta.get_field("state")
    states = {value for value, _label in field.choices}
    lines = list(field.get_all_transitions(model))

    assert field.protected
    assert lines
    for line in lines:
        rule: Rule = getattr(model, line.name).rule
        targets = getattr(line.target, "allowed_states", None) or [line.target]
        assert line.source in states
        assert set(targets) <= states
        assert rule.permission in permissions()
        assert str(rule.refusal).endswith(".")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_state_can_be_reached(model: type[Workflow]) -> None:
    field: FSMField = model._meta.get_field("state")
    lines = list(field.get_all_transitions(model))
    reached = {field.default}
    for line in lines:
        reached.update(getattr(line.target, "allowed_states", None) or [line.target])

    assert {value for value, _label in field.choices} == reached


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_its_trail_is_one(model: type[Workflow]) -> None:
    assert issubclass(model._meta.get_field("transitions").related_model, TrailEntry)
