"""A printed code stands in addresses: whatever they cannot carry is refused, in every way in."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from activities.models import Activity
from indicators.models import Indicator
from members.models import User
from outputs.models import Output, Plan
from tests.factories.activities import ActivityFactory
from tests.factories.indicators import IndicatorFactory

pytestmark = pytest.mark.django_db
ODD = ["6/2", "1/1", "..", ".", "?", "#", "x y", "é", "%", "a\n", "-", "1.", ".1"]
FINE = ["4.2", "1.2a", "O5.3-1", "P-1", "zz_2"]


def thing_of(kind: type[Model]) -> Model:
    activity = ActivityFactory.create()
    made: dict[type[Model], Model] = {
        Activity: activity,
        Output: activity.output,
        Indicator: IndicatorFactory.create(output=activity.output),
        Plan: activity.output.plan,
    }
    return made[kind]


@pytest.mark.parametrize("code", ODD)
@pytest.mark.parametrize("kind", [Activity, Output, Indicator, Plan])
def test_forms_refuse_it_at_the_field(kind: type[Model], code: str) -> None:
    thing = thing_of(kind)
    thing.code = code

    if kind is Plan and code == "-":
        thing.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        thing.full_clean()

    assert "code" in refused.value.message_dict


@pytest.mark.parametrize("code", ODD)
@pytest.mark.parametrize("kind", [Activity, Indicator])
def test_the_database_refuses_it(kind: type[Model], code: str) -> None:
    thing = thing_of(kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        kind._default_manager.filter(pk=thing.pk).update(code=code)


@pytest.mark.parametrize("code", FINE)
@pytest.mark.parametrize("kind", [Activity, Indicator])
def test_what_plans_print_is_taken(kind: type[Model], code: str) -> None:
    thing = thing_of(kind)
    thing.code = code

    thing.full_clean(validate_constraints=True)
    thing.save()

    assert code in thing.get_absolute_url()


def test_the_administration_says_why(client: Client, devt_officer: User) -> None:
    activity = thing_of(Activity)
    client.force_login(devt_officer)
    address = reverse("admin:activities_activity_change", args=[activity.pk])

    answer = client.post(address, {"code": "1/1", "title": "Twinning", "number": "1"})

    assert answer.status_code == 200
    assert "Use letters A to Z and digits" in answer.text
