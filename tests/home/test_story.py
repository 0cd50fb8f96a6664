"""Sample data tell one story: within a report, over the years, and beside the official statistics."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from actionplan.home.sample import story
from actionplan.home.sample.reports import question_queryset
from actionplan.home.sample.values import MemberYear, SampleValues, parts
from activities.reporting.enums import SplitBy
from activities.reporting.models import Question
from activities.reporting.selectors.anomalies import is_jump
from members.committees.models import Statistic
from outputs.models import Plan
from tests.factories.members import DevelopingMemberFactory
from tests.once import loaded_once

COUNTRIES = [f"{first}{second}" for first in "ABCDE" for second in "ABCDEFGH"]
MOST_JUMPS = 0.02
"""Of the figures of complete years: chance alone lets a few small counts double."""


def load() -> SampleValues:
    kenya = DevelopingMemberFactory.create(iso2="KE")
    for command in ("load_plan", "load_questions", "load_indicators", "load_targets"):
        call_command(command, "--yes", verbosity=0)
    for year in range(2011, 2016):
        Statistic.objects.create(member=kenya, series="secretariats", year=year, value=4, source="Yearbook")
    plan = Plan.objects.get()
    return SampleValues(plan, question_queryset(plan))


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SampleValues]:
    with loaded_once(django_db_blocker, load) as found:
        yield found


@pytest.fixture
def values(loaded: SampleValues, db: None) -> SampleValues:
    return loaded


def reports(values: SampleValues) -> Iterator[MemberYear]:
    """All reports with every number drawn."""
    for iso2 in ("KE", *COUNTRIES):
        for year in range(2011, 2016):
            report = values.report(iso2, year)
            for question in values.questions:
                if question.is_numeric:
                    values.number(question.code, report)
            yield report


def test_a_report_agrees_with_itself(values: SampleValues) -> None:
    wrong = []
    for report in reports(values):
        given = {code: number for code, number in report.numbers.items() if number is not None}
        pairs = [(values.codes[one.at_most_id], one.code) for one in values.questions if one.at_most_id]
        pairs += [(most, code) for code, most in story.AT_MOST.items()]
        wrong += [
            (report.iso2, report.year, code)
            for most, code in pairs
            if code in given and given[code] > given.get(most, Decimal(0))
        ]
        wrong += [
            (report.iso2, report.year, code)
            for code, needed in story.NEEDS.items()
            if given.get(code) and given.get(needed) == 0
        ]

    assert wrong == []


def test_parts_make_the_whole(values: SampleValues) -> None:
    split = [question for question in values.questions if question.split_by != SplitBy.NONE]
    groups = {question.section_key: ["industry", "consumers", "students"] for question in split}

    found = [
        (sum(part.number or 0 for part in parts(question, number, report, groups)), number)
        for report in reports(values)
        for question in split
        if (number := report.numbers[question.code]) is not None
    ]

    assert len(found) > 1000
    assert [pair for pair in found if pair[0] != pair[1]] == []


def test_the_years_of_a_member_follow_from_each_other(values: SampleValues) -> None:
    drawn = {(report.iso2, report.year): report.numbers for report in reports(values)}
    kinds = {question.code: question.kind for question in values.questions}
    pairs = [
        (code, before, now)
        for (iso2, year), numbers in drawn.items()
        if 2012 <= year <= 2014
        for code, now in numbers.items()
        if now is not None and (before := drawn[iso2, year - 1][code]) is not None
    ]
    jumps = [pair for pair in pairs if is_jump(Question(kind=kinds[pair[0]]), pair[1], pair[2])]
    stays = {code for code, kind in kinds.items() if kind == "yes_no"}
    stays -= {*story.CHANGES_EACH_YEAR}

    assert len(pairs) > 5000
    assert len(jumps) < MOST_JUMPS * len(pairs)
    assert [pair for pair in pairs if pair[0] in stays and pair[1] > pair[2]] == []
    last_year = [
        (iso2, year, code)
        for (iso2, year), numbers in drawn.items()
        if year > 2011
        for code, most in story.AT_MOST_LAST_YEAR.items()
        if (numbers[code] or 0) > (drawn[iso2, year - 1][most] or 0)
    ]
    assert last_year == []


def test_in_the_running_round_some_slip_so_that_a_flag_shows(values: SampleValues) -> None:
    drawn = {(report.iso2, report.year): report.numbers[story.SLIP] for report in reports(values)}
    counted = Question(kind="integer")
    jumps = [iso2 for iso2 in COUNTRIES if is_jump(counted, drawn[iso2, 2014], drawn[iso2, 2015])]

    assert 1 <= len(jumps) <= 8


def test_reports_agree_with_official_statistics(values: SampleValues) -> None:
    years = range(2011, 2016)
    held = [values.number(story.INCLUDES_SECRETARIATS, values.report("KE", year)) for year in years]

    assert [number for number in held if number is not None and not 4 <= number <= 6] == []
    assert len({number for number in held if number is not None}) == 1


def test_as_a_whole_members_come_near_the_targets(values: SampleValues) -> None:
    strategies = [
        number
        for report in reports(values)
        if report.year == 2014 and (number := report.numbers["q4_1_strategy"]) is not None
    ]

    assert 0.25 < sum(strategies) / len(strategies) < 0.6


def test_every_code_of_the_story_is_a_question(values: SampleValues) -> None:
    tables = [story.TYPICAL, story.NEEDS, story.AT_MOST, story.AT_MOST_LAST_YEAR]
    named = {code for table in tables for code in table}
    named |= {*story.NEEDS.values(), *story.AT_MOST.values(), *story.AT_MOST_LAST_YEAR.values()}
    named |= {*story.GIVEN_WITH, *story.CHANGES_EACH_YEAR}
    named |= {story.INCLUDES_SECRETARIATS, story.SLIP, story.EVENTS}

    assert named - values.by_code.keys() == set()
