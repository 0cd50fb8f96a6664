"""Which sections are complete is remembered, and never out of date."""

from collections.abc import Callable

import pytest
from django.core.cache import cache

from activities.models import Activity
from activities.reporting.complete_sections import complete_sections
from activities.reporting.models import Question, Report
from activities.reporting.selectors.laying_out import layout_of
from members.models import Member, User
from tests.factories.outputs import TargetGroupFactory
from tests.reporting.making import activity_of, question_of, report_of, said, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member, nsb_editor: User) -> Report:
    """An activity that is done, with an optional question; details and way forward ask nothing."""
    report = report_of(kenya)
    activity = activity_of(report, effectiveness_measured=False)
    question_of(activity, "experts")
    save(report, "1.2", said(target_groups=()), nsb_editor)
    return report


def complete(report: Report) -> set[str]:
    """Of all sections, none of them laid out, by printed code or step."""
    frame = layout_of(Report.objects.get(pk=report.pk), only=())
    remembered = complete_sections(frame)
    assert remembered == complete_sections(layout_of(report))
    return {frame.activities[key].code if key in frame.activities else key for key in remembered}


def ask_more(activity: Activity) -> None:
    question_of(activity, "required", required=True)


def require(activity: Activity) -> None:
    Question.objects.update(required=True)


def need_parts(activity: Activity) -> None:
    Question.objects.update(required=True, split_by="target_group")
    activity.target_groups.add(TargetGroupFactory.create(plan=activity.output.plan))


@pytest.mark.parametrize("change", [ask_more, require, need_parts])
def test_a_changed_plan_is_seen_at_once(report: Report, change: Callable[[Activity], None]) -> None:
    assert complete(report) == {"details", "1.2", "way_forward"}

    change(Activity.objects.get())

    assert complete(report) == {"details", "way_forward"}


def test_a_changed_section_is_seen_at_once(report: Report, nsb_editor: User) -> None:
    assert complete(report) == {"details", "1.2", "way_forward"}

    save(report, "1.2", said(rating=""), nsb_editor, expected_version=1)
    assert complete(report) == {"details", "way_forward"}

    save(report, "1.2", said(), nsb_editor, expected_version=2)
    assert complete(report) == {"details", "1.2", "way_forward"}


def test_a_section_that_is_laid_out_is_not_looked_up(report: Report) -> None:
    frame = layout_of(report, only=["1.2"])

    assert set(frame.sections) < complete_sections(frame)


def test_what_was_forgotten_is_looked_at_again(report: Report) -> None:
    before = complete(report)
    cache.clear()

    assert complete(report) == before
