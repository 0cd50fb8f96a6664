"""The register of accounts, which together are the secretariat's report of a year."""

from django.utils.translation import gettext_lazy as _

from activities.accounts.files import AccountImport
from activities.accounts.models import Account
from activities.accounts.rules import VIEW_ACCOUNTS, WRITE_ACCOUNTS
from activities.registers import PlanRecordFilter, choices_of_plan
from kernel.filters import YearFilter
from kernel.registers.declaration import Permissions, Register, Words
from members.register_groups import NEEDS_AND_EVENTS


class AccountFilter(PlanRecordFilter):
    year = YearFilter(label=_("Year"), field_name="year_told")

    class Meta:
        model = Account
        fields = ["q", "year", "activity", "cancelled"]


ACCOUNTS = Register(
    key="accounts",
    model=Account,
    words=Words(
        title=_("Accounts of activities"),
        add=_("Write an account"),
        about=_("What the secretariat planned and did in a year, what it did not and why, and what is next."),
        empty=_("Write one for each activity and year, before DEVCO meets."),
    ),
    permissions=Permissions(VIEW_ACCOUNTS, WRITE_ACCOUNTS, WRITE_ACCOUNTS, WRITE_ACCOUNTS),
    fields=(
        *("title", "plan", "activities", "year_told", "planned", "done", "not_done", "coming", "told_on"),
        *("officer", "source"),
    ),
    folded=("source",),
    columns=("activity_codes", "year_told", "told_on", "officer"),
    more_columns=("planned", "done", "not_done", "coming"),
    filterset=AccountFilter,
    choices=choices_of_plan,
    reader=AccountImport,
    bulk=("officer", "told_on"),
    group=NEEDS_AND_EVENTS,
    position=25,
)
