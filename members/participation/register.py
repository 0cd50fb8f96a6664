"""The register of positions in committees."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.fields import YEARS, WholeNumberField
from kernel.filters import KnownFilter, YearFilter
from kernel.loading.chosen_kinds import ChoiceKind
from kernel.loading.columns import Column, column_of
from kernel.loading.kinds import TextKind
from kernel.registers.declaration import Permissions, Register, ShownOn, Words
from kernel.registers.filters import RegisterFilter
from members.committees.joints import ON_COMMITTEE_PAGE
from members.committees.models import Committee
from members.committees.rules import VIEW_STATISTICS
from members.enums import NSB_WRITERS
from members.joints import MEMBER_PAGE
from members.models import Member, User
from members.participation.enums import CommitteeRole
from members.participation.models import COUNTS, Position
from members.participation.rules import CHANGE_POSITION, IMPORT_POSITIONS
from members.register_groups import COMMITTEES
from members.selectors import members_named


class PositionFilter(RegisterFilter):
    list_year = YearFilter(label=_("Year"))
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.order_by("country"), empty_label=_("all members")
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=CommitteeRole, empty_label=_("any role"))
    committee = KnownFilter("committee__reference", lookup_expr="iexact", label=_("Committee"))

    open_to_all = (*RegisterFilter.open_to_all, "list_year", "member", "role", "committee")

    class Meta:
        model = Position
        fields = ["q", "list_year", "member", "role", "committee", "cancelled"]

    def holds(self, word: str) -> Q:
        in_committee = Q(committee__reference__icontains=word) | Q(committee__title__icontains=word)
        return super().holds(word) | in_committee | Q(member__in=members_named(word))


def choices(user: User) -> dict[str, Any]:
    members = Member.objects.order_by("country")
    return {
        "member": members if user.is_devt else members.filter(pk__in=user.member_ids(*NSB_WRITERS)),
        "twin": members,
        "committee": Committee.objects.order_by("number", "subcommittee_number", "reference"),
    }


OTHER_NAME = Column(
    "member_acronym",
    _("another name of the member"),
    TextKind(),
    synonyms=("body", "standards body", "acronym", "member body", "iso2", "iso3", "country", "name"),
)
"""Lists often name a member twice: one name is read, the other read over."""

POSITIONS = Register(
    key="positions",
    model=Position,
    words=Words(
        title=_("Positions in committees"),
        add=_("Add a position"),
        about=_("Who takes part in which committee, and who leads it, by the lists of each year."),
        empty=_("Import the list of a year, or add a position."),
    ),
    permissions=Permissions(VIEW_STATISTICS, CHANGE_POSITION, CHANGE_POSITION, IMPORT_POSITIONS),
    fields=(
        *("list_year", "committee", "member", "role", "twin", "valid_from", "valid_to", "person"),
        *("mirror_since", *COUNTS, "source"),
    ),
    columns=("member", "role", "list_year", "valid_from", "valid_to"),
    more_columns=("twin", "mirror_since", *COUNTS),
    public=("list_year", "committee", "member", "role", "twin", "valid_from", "valid_to", "source"),
    shown_on=(ShownOn(MEMBER_PAGE, ("member",), "member"), ON_COMMITTEE_PAGE),
    personal=("person",),
    filterset=PositionFilter,
    choices=choices,
    totals=tuple(COUNTS),
    file_key=("list_year", "committee", "member", "role"),
    file_columns=lambda: {"role": column_of(Position, "role", kind=ChoiceKind.of(CommitteeRole, "roles"))},
    file_asks={"list_year": lambda: WholeNumberField(label=_("Year of the list"), min_value=YEARS[0])},
    files_tell_also=(OTHER_NAME,),
    pages=(("comparison", _("Compared with statistics"), VIEW_STATISTICS),),
    group=COMMITTEES,
    position=40,
)
