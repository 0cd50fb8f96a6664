"""What is counted of outreach."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from activities.events.measures import GROUP
from activities.outreach.enums import OF_AN_ENTRY, Response, Stage
from activities.outreach.models import Entry, Programme, Publicity
from kernel.measures import Aggregation, Dimension, Measure
from kernel.registers.counting import RegisterSource, year_in

ANSWERED = (Response.ADOPTED, Response.USED)


def count(name: str, label: Any, unit: Any, *by: Dimension) -> Measure:
    return Measure(name, label, unit=unit, aggregation=Aggregation.COUNT, dimensions=by)


class Programmes(RegisterSource):
    """Programmes by the year in which they began."""

    key = "stakeholder_programmes"
    label = _("register of stakeholder programmes")
    model = Programme
    year = year_in("starts_on")
    divided_by = {GROUP: "group"}
    counted = {count("stakeholder_programmes", _("Stakeholder programmes"), _("programmes"), GROUP): Q()}
    measures = tuple(counted)


class Publicised(RegisterSource):
    """Standards by the year in which they were made known."""

    key = "standards_publicised"
    label = _("register of standards publicised")
    model = Publicity
    year = year_in("publicised_on")
    divided_by = {GROUP: "group"}
    counted = {
        count("standards_publicised", _("Standards publicised"), _("standards"), GROUP): Q(),
        count(
            "standards_publicised_used",
            _("Standards publicised and then used"),
            _("standards"),
            GROUP,
        ): Q(response__in=ANSWERED),
    }
    measures = tuple(counted)


class Entries(RegisterSource):
    """Entries by edition; of an incomplete collection nothing is counted."""

    key = "contest_entries"
    label = _("register of contests and the Award")
    is_confidential = False
    model = Entry
    year = F("edition")
    counted = {
        count("contest_entries", _("Entries of contests and the Award"), _("entries")): Q(
            stage__in=OF_AN_ENTRY, is_incomplete=False
        ),
        count("contest_winners", _("Winners of contests and the Award"), _("winners")): Q(
            stage=Stage.WINNER, is_incomplete=False
        ),
    }
    measures = tuple(counted)


SOURCES = (Programmes(), Publicised(), Entries())
