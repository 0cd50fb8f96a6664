from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.joints import Panel
from members.joints import MEMBER_PAGE


def statistics(request: HttpRequest, member: Any) -> dict[str, Any] | None:
    from members.committees.rules import VIEW_STATISTICS  # needs the models
    from members.committees.selectors import statistics_of  # needs the models
    from members.requests import reader

    if not request.user.has_perm(VIEW_STATISTICS):
        return None
    return {"member": member, "statistics": statistics_of(member, reader(request))}


class CommitteesConfig(AppConfig):
    name = "members.committees"
    label = "committees"
    verbose_name = _("Committees and statistics")

    def ready(self) -> None:
        from members.committees import finding, measures
        from members.committees.loading import importers, references

        finding.register()
        references.register()
        importers.register()
        measures.register()
        MEMBER_PAGE.show(Panel("committees/of_member.html", statistics))
