"""Indicators, their versions and targets, and results made by hand."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from indicators.enums import Direction, IndicatorLevel, NoValue, RunState, RunTrigger, Split
from indicators.models import Indicator, IndicatorVersion, Result, Run, Stale, Target
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, PlanFactory


class IndicatorFactory(DjangoModelFactory[Indicator]):
    """An indicator of an output; traits make it one of the purpose or of an activity's effectiveness."""

    plan = factory.SelfAttribute("output.plan")
    output = factory.SubFactory(OutputFactory)
    code = factory.Sequence(lambda n: f"O{n}")
    name = factory.LazyAttribute(lambda indicator: f"Name of {indicator.code}")
    definition = factory.LazyAttribute(lambda indicator: f"Definition of {indicator.code}.")
    level = IndicatorLevel.OUTPUT
    unit = "persons"
    direction = Direction.UP
    baseline_year = 2010
    position = factory.Sequence(lambda n: n % 30_000)

    class Meta:
        model = Indicator

    class Params:
        of_purpose = factory.Trait(
            level=IndicatorLevel.PURPOSE, output=None, plan=factory.SubFactory(PlanFactory)
        )
        of_effectiveness = factory.Trait(
            level=IndicatorLevel.EFFECTIVENESS,
            activity=factory.SubFactory(ActivityFactory, measured=True),
            output=factory.SelfAttribute("activity.output"),
        )


class IndicatorVersionFactory(DjangoModelFactory[IndicatorVersion]):
    """A formula; `ratio=True` makes it a percentage."""

    indicator = factory.SubFactory(IndicatorFactory)
    number = 1
    numerator = "p_roles"

    class Meta:
        model = IndicatorVersion

    class Params:
        ratio = factory.Trait(numerator="member_bodies", denominator="members", scale=Decimal(100))
        waiting = factory.Trait(numerator="", denominator="")


class TargetFactory(DjangoModelFactory[Target]):
    indicator = factory.SubFactory(IndicatorFactory)
    year = 2013
    value = Decimal(100)

    class Meta:
        model = Target


class RunFactory(DjangoModelFactory[Run]):
    plan = factory.SubFactory(PlanFactory)
    years = [2013]
    trigger = RunTrigger.IMPORT
    state = RunState.DONE

    class Meta:
        model = Run


class ResultFactory(DjangoModelFactory[Result]):
    """The total of 2013 from all of 52 members; `missing=True` makes it one without a value."""

    version = factory.SubFactory(IndicatorVersionFactory)
    run = factory.SubFactory(RunFactory, plan=factory.SelfAttribute("..version.indicator.plan"))
    year = 2013
    split = Split.TOTAL
    group = ""
    value = Decimal(100)
    numerator = factory.SelfAttribute("value")
    expected = 52
    reported = 52
    accepted = 52
    given = factory.SelfAttribute("accepted")

    class Meta:
        model = Result

    class Params:
        missing = factory.Trait(value=None, no_value=NoValue.NO_DATA, reported=0, accepted=0)


class StaleFactory(DjangoModelFactory[Stale]):
    plan = factory.SubFactory(PlanFactory)
    year = 2013
    trigger = RunTrigger.IMPORT

    class Meta:
        model = Stale
