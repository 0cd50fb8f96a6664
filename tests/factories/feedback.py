"""Requests for feedback, and answers."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from activities.feedback.models import Asking, Response
from kernel.days import portal_day
from tests.factories.events import EventFactory
from tests.factories.members import UserFactory


class AskingFactory(DjangoModelFactory[Asking]):
    class Meta:
        model = Asking

    event = factory.SubFactory(EventFactory)
    opened_at = factory.LazyFunction(timezone.now)
    opened_by = factory.SubFactory(UserFactory)
    closes_on = factory.LazyFunction(lambda: portal_day() + dt.timedelta(days=14))


class ResponseFactory(DjangoModelFactory[Response]):
    class Meta:
        model = Response

    asking = factory.SubFactory(AskingFactory)
    received_on = factory.LazyFunction(portal_day)
    useful = 4


def closed(asking: Asking) -> Asking:
    asking.closed_at = timezone.now()
    asking.save()
    return asking


def answers(asking: Asking, count: int, **said: Any) -> None:
    ResponseFactory.create_batch(count, asking=asking, **said)
