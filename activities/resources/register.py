"""The register of resources."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from activities.enums import Language
from activities.joints import ACTIVITY_PAGE
from activities.registers import OwnRecordForm, PlanRecordFilter, choices_of_plan, own_members
from activities.resources.enums import Level, ResourceKind
from activities.resources.models import Resource
from activities.resources.rules import IMPORT_RESOURCES, VIEW_RESOURCES, WRITE_RESOURCES
from kernel.registers.declaration import Permissions, Register, ShownOn, Words
from members.joints import MEMBER_PAGE
from members.models import Member, Organisation, User
from members.register_groups import MATERIAL


class ResourceFilter(PlanRecordFilter):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ResourceKind, empty_label=_("any kind"))
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        field_name="languages",
        lookup_expr="contains",
        choices=Language,
        empty_label=_("any language"),
        method="in_language",
    )
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level, empty_label=_("any level"))
    member = django_filters.ModelChoiceFilter(
        label=_("Made by"), queryset=Member.objects.order_by("country"), empty_label=_("anybody")
    )

    members = ("member",)
    dated_by = "published_on"
    open_to_all = (*PlanRecordFilter.open_to_all, "kind", "language", "level", "member")

    class Meta:
        model = Resource
        fields = ["q", "year", "activity", "kind", "language", "level", "member", "cancelled"]

    def in_language(self, records: Any, name: str, value: str) -> Any:
        return records.filter(languages__contains=[value])


def choices(user: User) -> dict[str, Any]:
    """Members record what they made; DEVT what anybody did."""
    members = Member.objects.order_by("country")
    return (
        choices_of_plan(user)
        | {
            "member": members if user.is_devt else own_members(user),
            "organizations": Organisation.objects.order_by("acronym"),
        }
        | ({} if user.is_devt else {"is_incomplete": None})
    )


RESOURCES = Register(
    key="resources",
    model=Resource,
    words=Words(
        title=_("Resources"),
        add=_("Add a resource"),
        about=_(
            "Manuals, courses, publications and tools: for whom, in which languages, and where they are."
        ),
        empty=_("Add what was made under the plan, with its address, so that all can find and use it."),
    ),
    permissions=Permissions(VIEW_RESOURCES, WRITE_RESOURCES, WRITE_RESOURCES, IMPORT_RESOURCES),
    fields=(
        *("title", "kind", "plan", "activities", "member", "published_on", "languages", "address"),
        *("organizations", "other_makers", "edition", "about", "audience", "level", "need", "officer"),
        *("is_incomplete", "source", "note"),
    ),
    folded=(
        *("organizations", "other_makers", "edition", "about", "audience", "level", "need"),
        *("is_incomplete", "source", "note"),
    ),
    columns=("kind", "published_on", "languages", "activity_codes", "member", "address"),
    more_columns=(
        *("organizations", "other_makers", "edition", "about", "audience", "level", "need", "officer"),
        "is_incomplete",
    ),
    public=(
        *("title", "kind", "plan", "activities", "activity_codes", "member", "published_on", "languages"),
        *("address", "organizations", "other_makers", "edition", "about", "audience", "level", "need"),
        *("is_incomplete", "source"),
    ),
    shown_on=(
        ShownOn(ACTIVITY_PAGE, ("activities",), "activity", ("activity_codes",)),
        ShownOn(MEMBER_PAGE, ("member",), "member"),
    ),
    filterset=ResourceFilter,
    form=OwnRecordForm,
    choices=choices,
    bulk=("officer", "activities", "level"),
    group=MATERIAL,
    position=60,
)
