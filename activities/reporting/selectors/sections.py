"""The sections of a report in a round, in the order of the form."""

from dataclasses import dataclass

from activities.models import Activity
from activities.reporting.enums import Step
from activities.reporting.models import Round
from activities.reporting.models.places import key_of


@dataclass(frozen=True)
class Place:
    """A section that a report of the round has: of an activity, or of one of the steps around them."""

    activity: Activity | None = None
    step: str = ""

    @property
    def key(self) -> str:
        return key_of(self.activity.pk if self.activity else None, self.step)

    @property
    def title(self) -> str:
        return str(self.activity) if self.activity else str(Step(self.step).label)


def places_of(round_: Round) -> dict[str, Place]:
    """By key: the details, each activity valid in the year, the way forward."""
    activities = (
        Activity.objects.in_year(round_.year)
        .filter(output__plan=round_.plan_id)
        .order_by("output__number", "number")
    )
    places = [
        Place(step=Step.DETAILS.value),
        *(Place(activity) for activity in activities),
        Place(step=Step.WAY_FORWARD.value),
    ]
    return {place.key: place for place in places}


def place_named(round_: Round, name: str) -> Place | None:
    """By key, or by the printed code of its activity if that code is one activity's alone."""
    return named(places_of(round_), name)


def named(places: dict[str, Place], name: str) -> Place | None:
    coded = [place for place in places.values() if place.activity and place.activity.code == name]
    return places.get(name) or (coded[0] if len(coded) == 1 else None)


def section_titles(round_: Round) -> dict[str, str]:
    return {key: place.title for key, place in places_of(round_).items()}
