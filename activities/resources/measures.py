"""What is counted of resources: what members made, and what they used."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from activities.resources.enums import ResourceKind
from activities.resources.models import Resource, Use
from kernel.measures import Aggregation, Dimension, Measure
from kernel.registers.counting import RegisterSource, year_in

KIND = Dimension("resource_kind", _("kind of resource"), lambda _plan: dict(ResourceKind.choices))
USEFUL = 4
"""The rating from which a resource was useful."""


def measure(name: str, label: Any, unit: Any, aggregation: Aggregation = Aggregation.COUNT) -> Measure:
    return Measure(name, label, unit=unit, aggregation=aggregation, dimensions=(KIND,))


class Published(RegisterSource):
    """Resources that members made, by the year in which they were published."""

    key = "resources"
    label = _("register of resources")
    is_confidential = False
    model = Resource
    year = year_in("published_on")
    divided_by = {KIND: "kind"}
    counted = {
        measure("resources_published", _("Resources published by members"), _("resources")): Q(
            is_incomplete=False
        ),
    }
    measures = tuple(counted)


PEOPLE = measure(
    "people_reached_by_resources",
    _("People for whom members used resources"),
    _("people"),
    Aggregation.SUM,
)


class Used(RegisterSource):
    """What members used, by the year in which they did."""

    key = "resource_uses"
    label = _("register of uses of resources")
    model = Use
    year = year_in("used_on")
    divided_by = {KIND: "resource__kind"}
    is_sample = ExpressionWrapper(Q(is_sample=True) | Q(resource__is_sample=True), BooleanField())
    counted = {
        measure("resources_used", _("Uses of resources by members"), _("uses")): Q(resource__isnull=False),
        measure("resources_useful", _("Uses of resources that were rated useful"), _("uses")): Q(
            rating__gte=USEFUL
        ),
        measure("resources_rated", _("Uses of resources that were rated"), _("uses")): Q(
            rating__isnull=False
        ),
        PEOPLE: Q(resource__isnull=False),
        measure(
            "members_using_resources",
            _("Members that used resources"),
            _("members"),
            Aggregation.DISTINCT_MEMBERS,
        ): Q(resource__isnull=False),
    }
    columns = {PEOPLE: "people"}
    measures = tuple(counted)
