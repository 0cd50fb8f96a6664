"""Records of fora, academia, briefings, benefit at home and funding for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from activities.academia.models import Course, Institution
from activities.accounts.models import Account
from activities.benefit.models import Benefit, Staff
from activities.briefings.models import Briefing
from activities.fora.models import ForumDecision, Practice
from activities.funding.models import Agreement, BudgetLine, Spending
from tests.factories.committees import CommitteeFactory
from tests.factories.events import EventFactory
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory


class PracticeFactory(DjangoModelFactory[Practice]):
    title = factory.Sequence(lambda n: f"Practice {n}")
    code = factory.Sequence(lambda n: f"PF-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    event = factory.SubFactory(EventFactory, plan=factory.SelfAttribute("..plan"))
    member = factory.SubFactory(DevelopingMemberFactory)

    class Meta:
        model = Practice


class DecisionFactory(DjangoModelFactory[ForumDecision]):
    title = factory.Sequence(lambda n: f"Decision {n}")
    code = factory.Sequence(lambda n: f"DN-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    event = factory.SubFactory(EventFactory, plan=factory.SelfAttribute("..plan"))
    member = factory.SubFactory(DevelopingMemberFactory)

    class Meta:
        model = ForumDecision


class InstitutionFactory(DjangoModelFactory[Institution]):
    title = factory.Sequence(lambda n: f"University {n}")
    code = factory.Sequence(lambda n: f"IN-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    level = "university"
    since = "2013"

    class Meta:
        model = Institution


class CourseFactory(DjangoModelFactory[Course]):
    title = factory.Sequence(lambda n: f"Course {n}")
    code = factory.Sequence(lambda n: f"CR-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    institution = factory.SubFactory(InstitutionFactory, plan=factory.SelfAttribute("..plan"))
    starts_on = "2013"

    class Meta:
        model = Course


class BriefingFactory(DjangoModelFactory[Briefing]):
    title = factory.Sequence(lambda n: f"How it works {n}")
    code = factory.Sequence(lambda n: f"BF-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    committee = factory.SubFactory(CommitteeFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    asked_on = dt.date(2013, 2, 1)

    class Meta:
        model = Briefing


class AccountFactory(DjangoModelFactory[Account]):
    title = factory.Sequence(lambda n: f"Most of it was done {n}")
    code = factory.Sequence(lambda n: f"AC-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    year_told = 2013
    done = "Two workshops were held."
    told_on = dt.date(2014, 6, 1)

    class Meta:
        model = Account


class BenefitFactory(DjangoModelFactory[Benefit]):
    title = factory.Sequence(lambda n: f"Benefit {n}")
    code = factory.Sequence(lambda n: f"BN-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    group = "consumers"
    seen_on = "2013-06"
    changed = "Safer goods."

    class Meta:
        model = Benefit


class StaffFactory(DjangoModelFactory[Staff]):
    person = factory.Sequence(lambda n: f"Colleague Number{chr(65 + n % 26)}")
    code = factory.Sequence(lambda n: f"OP-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    how = "trained"
    got_on = "2013"

    class Meta:
        model = Staff


class AgreementFactory(DjangoModelFactory[Agreement]):
    title = factory.Sequence(lambda n: f"Agreement {n}")
    code = factory.Sequence(lambda n: f"AG-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    giver = "A chamber of commerce"
    starts_on = "2013"

    class Meta:
        model = Agreement


class BudgetLineFactory(DjangoModelFactory[BudgetLine]):
    title = factory.Sequence(lambda n: f"Line {n}")
    code = factory.Sequence(lambda n: f"BU-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    year_planned = 2013

    class Meta:
        model = BudgetLine


class SpendingFactory(DjangoModelFactory[Spending]):
    title = factory.Sequence(lambda n: f"Line {n}")
    code = factory.Sequence(lambda n: f"SD-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    stage = "spent"
    paid_on = "2013-06"

    class Meta:
        model = Spending
