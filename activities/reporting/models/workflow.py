"""The states of a report, and the one table of moves between them.

A move is called by `activities.reporting.services.workflow` only, which checks the
permission, locks the row, writes the trail and sends the mail.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, FSMField

from activities.reporting.enums import (
    EDITABLE_STATES,
    REPORTED_STATES,
    SIGNED_STATES,
    STATUS_OF_STATE,
    ReportState,
)
from activities.reporting.rules import (
    EXEMPT_REPORT,
    FILL_REPORT,
    REVIEW_REPORT,
    SUBMIT_REPORT,
    WITHDRAW_REPORT,
)
from kernel.workflow import Workflow, move


def open_or_draft(report: Any) -> ReportState:
    """Where a report goes back to: to the draft, if anything was entered."""
    return ReportState.DRAFT if report.sections.exists() else ReportState.OPEN


class ReportWorkflow(Workflow):
    """Gives a report its `state`, which nothing but a move can change."""

    state = FSMField(
        _("state"), max_length=12, choices=ReportState.choices, default=ReportState.OPEN, protected=True
    )

    class Meta(Workflow.Meta):
        abstract = True

    @move([ReportState.OPEN], ReportState.DRAFT, FILL_REPORT, _("The report was begun before."))
    def begin(self) -> None: ...

    @move(
        [ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED],
        ReportState.SUBMITTED,
        SUBMIT_REPORT,
        _("Only a report that is being filled in, or was returned, can be submitted."),
    )
    def submit(self) -> None: ...

    @move(
        [ReportState.SUBMITTED],
        ReportState.DRAFT,
        WITHDRAW_REPORT,
        _("A report can be withdrawn until its review starts, and no longer."),
    )
    def withdraw(self) -> None: ...

    @move(
        [ReportState.SUBMITTED],
        ReportState.IN_REVIEW,
        REVIEW_REPORT,
        _("Only a submitted report can be reviewed."),
    )
    def start_review(self) -> None: ...

    @move(
        [ReportState.IN_REVIEW],
        ReportState.RETURNED,
        REVIEW_REPORT,
        _("Only a report in review can be returned."),
    )
    def send_back(self) -> None: ...

    @move(
        [ReportState.IN_REVIEW],
        ReportState.ACCEPTED,
        REVIEW_REPORT,
        _("Only a report in review can be accepted."),
    )
    def accept(self) -> None: ...

    @move(
        [ReportState.ACCEPTED],
        ReportState.IN_REVIEW,
        REVIEW_REPORT,
        _("Only an accepted report can be reopened."),
    )
    def reopen(self) -> None: ...

    @move(
        [ReportState.ACCEPTED],
        ReportState.RETURNED,
        REVIEW_REPORT,
        _("Only an accepted report can be reopened."),
    )
    def reopen_to_member(self) -> None: ...

    @move(
        [ReportState.OPEN, ReportState.DRAFT],
        ReportState.EXEMPT,
        EXEMPT_REPORT,
        _("Only a report that is not submitted can be made exempt."),
    )
    def exempt(self) -> None: ...

    @move(
        [ReportState.EXEMPT],
        GET_STATE(open_or_draft, states=[ReportState.OPEN, ReportState.DRAFT]),
        EXEMPT_REPORT,
        _("The report is not exempt."),
    )
    def end_exemption(self) -> None: ...

    @property
    def status_class(self) -> str:
        """The colour and shape of its state; off track where it should be there and is not."""
        not_there = getattr(self, "is_overdue", False) or getattr(self, "is_missed", False)
        return "off-track" if not_there else STATUS_OF_STATE[ReportState(self.state)]

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_STATES

    @property
    def is_open(self) -> bool:
        return self.state == ReportState.OPEN

    @property
    def is_draft(self) -> bool:
        return self.state == ReportState.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.state == ReportState.SUBMITTED

    @property
    def is_in_review(self) -> bool:
        return self.state == ReportState.IN_REVIEW

    @property
    def is_returned(self) -> bool:
        return self.state == ReportState.RETURNED

    @property
    def is_accepted(self) -> bool:
        return self.state == ReportState.ACCEPTED

    @property
    def is_exempt(self) -> bool:
        return self.state == ReportState.EXEMPT

    @property
    def is_signed(self) -> bool:
        """Whether what was signed last still speaks: not once it was withdrawn."""
        return self.state in SIGNED_STATES

    @property
    def is_reported(self) -> bool:
        return self.state in REPORTED_STATES
