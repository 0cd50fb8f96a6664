"""Events and their people for tests."""

import factory
from factory.django import DjangoModelFactory

from activities.events.models import Event, Headcount, Nomination, Participant, Person
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory


class EventFactory(DjangoModelFactory[Event]):
    title = factory.Sequence(lambda n: f"Event {n}")
    code = factory.Sequence(lambda n: f"EV-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    kind = "workshop"
    delivery = "room"
    starts_on = "2013-06-20"

    class Meta:
        model = Event


class HeadcountFactory(DjangoModelFactory[Headcount]):
    event = factory.SubFactory(EventFactory)
    from_member = factory.SubFactory(DevelopingMemberFactory)
    number = 10

    class Meta:
        model = Headcount


class PersonFactory(DjangoModelFactory[Person]):
    name = factory.Sequence(lambda n: f"Person {n}")
    member = factory.SubFactory(DevelopingMemberFactory)

    class Meta:
        model = Person


class ParticipantFactory(DjangoModelFactory[Participant]):
    code = factory.Sequence(lambda n: f"PT-2013-9{n:03}")
    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Grace N{n}")
    email = ""
    sex = ""
    member = factory.SubFactory(DevelopingMemberFactory)
    person = factory.LazyAttribute(Person.of)

    class Meta:
        model = Participant


class NominationFactory(DjangoModelFactory[Nomination]):
    code = factory.Sequence(lambda n: f"NM-2013-9{n:03}")
    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Amina N{n}")
    member = factory.SubFactory(DevelopingMemberFactory)

    class Meta:
        model = Nomination
