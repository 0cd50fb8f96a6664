"""What lists of members and people can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import RoleName
from members.models import Member, Role


class RoleFilter(django_filters.FilterSet):
    """Roles by words, role, member, and whether they are held today."""

    q = django_filters.CharFilter(
        label=_("Name or e-mail"), method="by_words"
    )
    name = django_filters.ChoiceFilter(label=_("Role"), choices=RoleName, empty_label=_("all roles"))
    member = django_filters.ModelChoiceFilter(
        label=_("Member"), queryset=Member.objects.all(), empty_label=_("all members")
    )
    held = django_filters.ChoiceFilter(
        label=_("Held"),
        method="by_time",
        choices=[("now", _("today")), ("past", _("in the past"))],
        empty_label=_("at any time"),
    )

    class Meta:
        model = Role
        fields = ["q", "name", "member", "held"]

    def by_words(self, roles: QuerySet[Role], name: str, value: str) -> QuerySet[Role]:
        for word in value.split():
            roles = roles.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
        return roles

    def by_time(self, roles: Any, name: str, value: str) -> QuerySet[Role]:
        if value == "now":
            return roles.filter(pk__in=Role.objects.current().values("pk"))
        return roles.filter(Q(ended_at__isnull=False) | Q(valid_to__lt=timezone.now().date()))
