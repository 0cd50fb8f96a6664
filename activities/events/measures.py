"""What is counted of events that were held; nothing of what a collection of the past happens to hold."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import JSONField
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from activities.enums import Sex
from activities.events.enums import SCOPES, Delivery, EventKind, EventState, Qualifier, StakeholderGroup
from activities.events.models import Event, Headcount, Participant
from activities.measures import SEX
from kernel.measures import UNKNOWN, Aggregation, Dimension, Measure, Rows, facts_of
from kernel.registers.counting import RegisterSource, known, year_in

KIND = Dimension("event_kind", _("kind of event"), lambda _plan: dict(EventKind.choices))
DELIVERY = Dimension("delivery", _("delivery"), lambda _plan: dict(Delivery.choices))
SCOPE = Dimension("event_scope", _("scope of the event"), lambda _plan: dict(SCOPES))
GROUP = Dimension("stakeholder_group", _("stakeholder group"), lambda _plan: dict(StakeholderGroup.choices))
OF_EVENTS = (KIND, DELIVERY, SCOPE)
OF_PEOPLE = (*OF_EVENTS, SEX, GROUP)

HELD = Measure(
    "events_held",
    _("Events held by members or at their place"),
    unit=_("events"),
    aggregation=Aggregation.COUNT,
    dimensions=OF_EVENTS,
)
PARTICIPANTS = Measure(
    "event_participants",
    _("Participants from members at events"),
    unit=_("participants"),
    aggregation=Aggregation.SUM,
    dimensions=OF_PEOPLE,
)
COMPLETIONS = Measure(
    "event_completions",
    _("Participants from members that completed an event"),
    unit=_("participants"),
    aggregation=Aggregation.SUM,
    dimensions=OF_PEOPLE,
)
MEMBERS = Measure(
    "members_at_events",
    _("Members with participants at events"),
    unit=_("members"),
    aggregation=Aggregation.DISTINCT_MEMBERS,
    dimensions=OF_PEOPLE,
)


class Events(RegisterSource):
    """Events by the year in which they began, for the member that held or hosted them.

    Participants are those listed by name and those counted beside them, by member.  What an event's own
    number has beyond them stands for the member that held it: of other events nobody knows from where
    they came.
    """

    key = "events"
    label = _("register of events")
    measures = (HELD, PARTICIPANTS, COMPLETIONS, MEMBERS)
    model = Event

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        """In one statement with a part for each way in which people are counted."""
        held = of_years(Event.objects.all(), "", plan, years)
        named = of_years(Participant.objects.standing(), "event__", plan, years).exclude(present=False)
        counted = of_years(Headcount.objects.exclude(qualifier=Qualifier.EXPECTED), "event__", plan, years)
        return Rows.all_of(
            in_year(HELD, held, ONE, member=Coalesce("member_id", "host_id")),
            *of_people(named, "event__", "member_id", ONE, COMPLETED),
            *of_people(counted, "event__", "from_member_id", F("number"), F("completed")),
            *of_whole_events(held),
            *of_the_rest(held),
        )


def of_years(rows: QuerySet[Any], event: str, plan: Any, years: Sequence[int]) -> QuerySet[Any]:
    """What counts: held in these years, and not of an incomplete collection."""
    wanted = {
        "plan": plan,
        "state": EventState.HELD,
        "is_incomplete": False,
        "cancelled_at": None,
        "starts_on__year_alone__in": list(map(str, years)),
    }
    return rows.filter(**{f"{event}{name}": value for name, value in wanted.items()})


def of_people(rows: QuerySet[Any], event: str, member: str, number: Any, completed: Any) -> Iterator[Rows]:
    """Rows that say of which sex and group they are."""
    by = {"sex": known("sex"), "group": known("group")}
    for measure, value in ((PARTICIPANTS, number), (MEMBERS, number), (COMPLETIONS, completed)):
        yield in_year(measure, rows, value, member=F(member), event=event, **by)


def of_whole_events(held: QuerySet[Any]) -> Iterator[Rows]:
    """The numbers of members' own events of whose people nothing else is on record."""
    people = Participant.objects.standing().filter(event=OuterRef("pk"))
    counts = Headcount.objects.filter(event=OuterRef("pk"))
    rows = held.exclude(qualifier=Qualifier.EXPECTED).exclude(Exists(people) | Exists(counts))
    parts = (
        (rows.filter(women=None), Value(UNKNOWN), F("participants")),
        (rows.exclude(women=None), Value(Sex.FEMALE.value), F("women")),
        (rows.filter(women__lte=F("participants")), Value(Sex.MALE.value), F("participants") - F("women")),
    )
    for measure in (PARTICIPANTS, MEMBERS):
        for of_sex, sex, value in parts:
            yield in_year(measure, of_sex, value, member=F("member_id"), sex=sex, group=Value(UNKNOWN))
    unknown = Value(UNKNOWN)
    yield in_year(COMPLETIONS, rows, F("completed"), member=F("member_id"), sex=unknown, group=unknown)


def of_the_rest(held: QuerySet[Any]) -> Iterator[Rows]:
    """What members' own events say beyond those that are listed or counted, of unknown sex and group."""
    counts = Headcount.objects.exclude(qualifier=Qualifier.EXPECTED)
    people = Participant.objects.standing()
    begun = held.exclude(qualifier=Qualifier.EXPECTED).filter(
        Exists(people.filter(event=OuterRef("pk"))) | Exists(Headcount.objects.filter(event=OuterRef("pk")))
    )
    there, counted = added_up(people.exclude(present=False), ONE), added_up(counts, F("number"))
    done = added_up(people.filter(completed=True), ONE), added_up(counts, F("completed"))
    rest = begun.annotate(
        rest=F("participants") - there - counted, rest_completed=F("completed") - done[0] - done[1]
    )
    unknown = Value(UNKNOWN)
    for measure, name in ((PARTICIPANTS, "rest"), (MEMBERS, "rest"), (COMPLETIONS, "rest_completed")):
        yield in_year(
            measure,
            rest.filter(**{f"{name}__gt": 0}),
            F(name),
            member=F("member_id"),
            sex=unknown,
            group=unknown,
        )


def added_up(rows: QuerySet[Any], number: Any) -> Any:
    """Of each event, 0 where it has none."""
    of_event = rows.filter(event=OuterRef("pk")).order_by().values("event")
    return Coalesce(Subquery(of_event.annotate(all=Sum(number)).values("all")), 0)


def in_year(
    measure: Measure, rows: QuerySet[Any], value: Any, *, member: Any, event: str = "", **people: Any
) -> Rows:
    """A fact of each row that has a member and a value."""
    by = {
        KIND: F(f"{event}kind"),
        DELIVERY: known(f"{event}delivery"),
        SCOPE: known(f"{event}scope"),
        SEX: people.get("sex"),
        GROUP: people.get("group"),
    }
    pairs = [part for dimension in measure.dimensions for part in (Value(dimension.key), by[dimension])]
    whose = rows.annotate(counted_of=member, counted=value).exclude(Q(counted_of=None) | Q(counted=None))
    return facts_of(
        whose,
        measure=Value(measure.name),
        member=F("counted_of"),
        year=year_in(f"{event}starts_on"),
        value=F("counted"),
        record=Concat(Value("events.event/"), F(f"{event}code"), output_field=CharField()),
        dimensions=Func(*pairs, function="jsonb_build_object", output_field=JSONField()),
        is_sample=F("is_sample") if not event else F("event__is_sample"),
    )


ONE = Value(1, output_field=IntegerField())
COMPLETED = Case(When(completed=True, then=ONE), When(completed=False, then=Value(0)))
"""Missing where it is not said."""
