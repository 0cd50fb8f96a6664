"""What a member's people read: their reports of all rounds, and one report as a whole."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from activities.reporting.models import Remark, Report, Return, Transition, Version
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.laying_out import report_of_last_year
from kernel.models import year_end
from members.enums import RoleName
from members.models import Role, User
from members.selectors import people_of_member


@dataclass(frozen=True)
class ReportContext:
    """What stands around the content of a report; a page reads of it what it shows."""

    report: Report
    reader: User

    @cached_property
    def transitions(self) -> list[Transition]:
        return list(self.report.transitions.select_related("by").order_by("-at", "-pk"))

    @cached_property
    def versions(self) -> list[Version]:
        """The last first, those that were withdrawn among them."""
        versions = self.report.versions.select_related("submitted_by", "withdrawn_by")
        return list(versions.defer("content").order_by("-number"))

    @cached_property
    def returns(self) -> list[Return]:
        return list(self.report.returns.select_related("returned_by").order_by("-number"))

    @cached_property
    def remarks(self) -> dict[str, list[Remark]]:
        """By section, as far as the reader may see them."""
        return remarks_by_section(self.report, self.reader)

    @cached_property
    def last_year(self) -> Report | None:
        return report_of_last_year(self.report)

    @property
    def standing_version(self) -> Version | None:
        """What was signed last, where it still speaks."""
        standing = (version for version in self.versions if not version.withdrawn_at)
        return next(standing, None) if self.report.is_signed else None

    @property
    def withdrawn_version(self) -> Version | None:
        """What was signed last, where it was withdrawn and nothing signed since."""
        last = self.versions[0] if self.versions else None
        return last if last and last.withdrawn_at else None

    @property
    def standing_return(self) -> Return | None:
        return self.returns[0] if self.returns else None


@dataclass(frozen=True)
class OnRecord:
    category: str
    people: list[User]


def reports_for(user: User) -> QuerySet[Report]:
    """Reports that the reader may see, with their dates."""
    reports = Report.objects.visible_to(user).select_related("round__plan", "member", "review_started_by")
    return with_dates(reports, today=portal_day())


def own_reports(user: User) -> QuerySet[Report]:
    """The reports of the reader's own members, in all rounds, the last first."""
    found = reports_for(user).filter(member__in=user.member_ids(), round__opened_at__isnull=False)
    return found.order_by("-round__year", "member__country")


def days_left(report: Report) -> int | None:
    """Days until the report is due, negative when overdue; None where nothing is awaited."""
    if not report.is_awaited:  # type: ignore[attr-defined]
        return None
    due_on: dt.date = report.due_on  # type: ignore[attr-defined]
    return (due_on - portal_day()).days


def on_record(report: Report) -> OnRecord:
    """The member at the end of the year reported on, and who speaks for it today."""
    memberships = report.member.memberships.on(year_end(report.round.year))
    membership = memberships.first()
    return OnRecord(
        category=str(membership.get_category_display()) if membership else "",
        people=people_of_member(report.member_id),
    )


def officers_of(report: Report) -> list[User]:
    """Who may sign for the member today."""
    roles = Role.objects.current().filter(name=RoleName.NSB_OFFICER, member=report.member_id)
    return list(User.objects.filter(is_active=True, pk__in=roles.values("user")).order_by("name", "pk"))


def remarks_by_section(report: Report, reader: User) -> dict[str, list[Remark]]:
    """Remarks in the order in which they were written."""
    found: dict[str, list[Remark]] = defaultdict(list)
    remarks = (
        Remark.objects.visible_to(reader)
        .filter(report=report)
        .select_related("written_by", "sent_with", "activity")
    )
    for remark in remarks:
        found[remark.key].append(remark)
    return dict(found)
