"""Rounds, questions, reports and what they hold."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from activities.reporting.enums import Aggregation, ReportState, SplitBy
from activities.reporting.models import Answer, Question, Report, Round, Section
from kernel.days import portal_day
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import PlanFactory


def last_day(year: int) -> dt.date:
    """30 June after the year, or a month from now: a round that was not closed still runs."""
    return max(dt.date(year + 1, 6, 30), portal_day() + dt.timedelta(days=30))


class RoundFactory(DjangoModelFactory[Round]):
    """The round on 2013, opened on 6 January 2014 and due on 31 March 2014."""

    plan = factory.SubFactory(PlanFactory)
    year = 2013
    opens_on = factory.LazyAttribute(lambda round_: dt.date(round_.year + 1, 1, 6))
    due_on = factory.LazyAttribute(lambda round_: dt.date(round_.year + 1, 3, 31))
    closes_on = factory.LazyAttribute(lambda round_: last_day(round_.year))
    opened_at = factory.LazyAttribute(
        lambda round_: dt.datetime.combine(round_.opens_on, dt.time(8), tzinfo=dt.UTC)
    )

    class Meta:
        model = Round

    class Params:
        unopened = factory.Trait(opened_at=None)
        closed = factory.Trait(
            closes_on=factory.LazyAttribute(lambda round_: dt.date(round_.year + 1, 6, 30)),
            closed_at=factory.LazyAttribute(
                lambda round_: dt.datetime.combine(round_.closes_on, dt.time(22), tzinfo=dt.UTC)
            ),
        )


class QuestionFactory(DjangoModelFactory[Question]):
    """A whole number asked for an activity; `step="details"` asks it in a step instead."""

    plan = factory.SelfAttribute("activity.output.plan")
    activity = factory.SubFactory(ActivityFactory)
    code = factory.Sequence(lambda n: f"question_{n}")
    label = factory.LazyAttribute(lambda question: f"Label of {question.code}")
    kind = "integer"
    unit = "persons"
    aggregation = Aggregation.SUM
    position = factory.Sequence(lambda n: n % 30_000)

    class Meta:
        model = Question

    class Params:
        of_details = factory.Trait(activity=None, step="details", plan=factory.SubFactory(PlanFactory))
        of_way_forward = factory.Trait(
            activity=None, step="way_forward", plan=factory.SubFactory(PlanFactory)
        )
        by_sex = factory.Trait(split_by=SplitBy.SEX)
        by_target_group = factory.Trait(split_by=SplitBy.TARGET_GROUP)


class ReportFactory(DjangoModelFactory[Report]):
    """A report in a state given by a trait; without one nothing has been entered."""

    round = factory.SubFactory(RoundFactory)
    member = factory.SubFactory("tests.factories.members.MemberFactory")

    class Meta:
        model = Report

    class Params:
        draft = factory.Trait(state=ReportState.DRAFT)
        submitted = factory.Trait(state=ReportState.SUBMITTED)
        in_review = factory.Trait(
            state=ReportState.IN_REVIEW,
            review_started_by=factory.SubFactory("tests.factories.members.UserFactory"),
        )
        returned = factory.Trait(state=ReportState.RETURNED)
        accepted = factory.Trait(
            state=ReportState.ACCEPTED,
            accepted_at=factory.LazyFunction(timezone.now),
            accepted_by=factory.SubFactory("tests.factories.members.UserFactory"),
        )
        exempt = factory.Trait(state=ReportState.EXEMPT, exempt_reason="Not operating this year.")
        nil = factory.Trait(is_nil=True, nil_statement="Nothing to report this year.")


class SectionFactory(DjangoModelFactory[Section]):
    """A saved section of an activity; `activity=None, step="details"` makes one of a step."""

    report = factory.SubFactory(ReportFactory)
    activity = factory.SubFactory(ActivityFactory, output__plan=factory.SelfAttribute("...report.round.plan"))
    version = 1

    class Meta:
        model = Section


class AnswerFactory(DjangoModelFactory[Answer]):
    """A number, zero included; give `number=None` with `text=…` or `absence=…` for the others."""

    section = factory.SubFactory(SectionFactory)
    question = factory.SubFactory(QuestionFactory, activity=factory.SelfAttribute("..section.activity"))
    number = 3

    class Meta:
        model = Answer
