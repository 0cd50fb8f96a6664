"""Fills a demonstration: sample people, sample targets, and reports of every year of a plan."""

import datetime as dt
from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from actionplan.home.sample.arrangements import add_sample_arrangements
from actionplan.home.sample.confirmations import add_sample_confirmations
from actionplan.home.sample.events import add_sample_events
from actionplan.home.sample.feedback import add_sample_feedback
from actionplan.home.sample.fora_and_funds import add_sample_fora_and_funds
from actionplan.home.sample.needs import add_sample_needs
from actionplan.home.sample.people import officers_of
from actionplan.home.sample.reports import People, SampleRound, question_queryset
from actionplan.home.sample.resources import add_sample_resources
from actionplan.home.sample.skills import add_sample_skills
from actionplan.home.sample.sponsorships import add_sample_sponsorships
from actionplan.home.sample.support import add_sample_support
from actionplan.home.sample.values import SampleValues
from activities.reporting.enums import ReportState
from activities.reporting.models import Report, Round
from activities.reporting.selectors.rounds import expected_members
from indicators.models import Target
from kernel.days import end_of
from kernel.joints import DATA_CHANGED, DataChanged
from members.models import User
from members.sample import create_sample_people
from outputs.models import Plan

OTHERS = (
    add_sample_support,
    add_sample_sponsorships,
    add_sample_skills,
    add_sample_fora_and_funds,
    add_sample_feedback,
    add_sample_confirmations,
)
"""In order: the last says something of the records before it."""
PRESENT = {"KE": ReportState.DRAFT, "GH": ReportState.OPEN}


class Command(BaseCommand):
    help = "Add sample people, targets and reports. Only where DEMO is set; a second call adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", default="APDC-2011-2015", help="code of the plan")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Sample data belong in a demonstration only: use actionplan.settings.demo.")
        plan = Plan.objects.filter(code=options["plan"]).first()
        if plan is None:
            raise CommandError(f"There is no plan {options['plan']}: load it first, with load_plan.")
        create_sample_people()
        if not Target.objects.filter(indicator__plan=plan, is_sample=True).exists():
            call_command("load_targets", yes=True, stdout=self.stdout)
        if Report.objects.filter(round__plan=plan, is_sample=True).exists():
            self.stdout.write("Sample reports are there already.")
            return
        with transaction.atomic():
            members = list(expected_members(plan.years[-1]))
            needs, events = add_sample_needs(plan, members), add_sample_events(plan, members)
            arrangements = add_sample_arrangements(plan, members)
            resources = add_sample_resources(plan, members)
            others = sum(add(plan, members) for add in OTHERS)
            self.stdout.write(
                f"Added {needs} sample needs, {events} events, {arrangements} arrangements"
                f", {resources} resources and {others} records of other registers."
            )
            self.stdout.write(f"Added {self._write(plan)} sample reports.")
            DATA_CHANGED.call(DataChanged(plan, list(plan.years)))

    def _write(self, plan: Plan) -> int:
        values = SampleValues(plan, question_queryset(plan))
        members = {year: list(expected_members(year)) for year in plan.years}
        people = People(
            signatories=officers_of({*chain.from_iterable(members.values())}, staying=PRESENT),
            reviewer=User.objects.get(email="devt@example.org"),
            fixed=PRESENT,
        )
        with tqdm(total=sum(map(len, members.values())), desc="sample reports", disable=None) as bar:
            for year, expected in members.items():
                is_present = year == plan.years[-1]
                round_ = self._round(plan, year, is_present=is_present)
                SampleRound(round_, values, people, is_present, bar.update).write(expected)
        return sum(map(len, members.values()))

    def _round(self, plan: Plan, year: int, *, is_present: bool) -> Round:
        """Past rounds ran in the spring after their year; the last one runs now."""
        due = timezone.now().date() + dt.timedelta(days=21) if is_present else dt.date(year + 1, 3, 31)
        opens = due - dt.timedelta(days=58)
        closes = due + dt.timedelta(days=30)
        dates = {
            "opens_on": opens,
            "due_on": due,
            "closes_on": closes,
            "opened_at": dt.datetime.combine(opens, dt.time(8), tzinfo=dt.UTC),
            "closed_at": None if is_present else end_of(closes),
        }
        return Round.objects.get_or_create(plan=plan, year=year, defaults=dates)[0]
