"""Files of certificates for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from activities.certificates.models import Printing
from tests.factories.events import EventFactory
from tests.factories.members import UserFactory


class PrintingFactory(DjangoModelFactory[Printing]):
    class Meta:
        model = Printing

    event = factory.SubFactory(EventFactory, state="held")
    requested_by = factory.SubFactory(UserFactory)
    requested_at = factory.LazyFunction(timezone.now)
    language = "en"
    state = "ready"
    content = b"%PDF-1.7"
    count = 1
