"""A filter that names a record refuses the name of none; it never answers with an empty list instead."""

import pytest
from django.db.models import QuerySet
from django_filters import CharFilter

from kernel.filters import FilterSet, KnownFilter
from members.filters import OrganisationFilter
from members.models import Member, Organisation
from tests.access.world import World
from tests.inputs.test_filters import every_filter_set

pytestmark = pytest.mark.django_db

NAMING = [
    (filter_set, name)
    for filter_set in every_filter_set()
    for name, one in filter_set.base_filters.items()
    if isinstance(one, KnownFilter)
]


def test_every_text_of_a_filter_is_a_known_name_or_a_search_in_words() -> None:
    free = {
        (filter_set.__name__, name)
        for filter_set in every_filter_set()
        for name, one in filter_set.base_filters.items()
        if type(one) is CharFilter and name != "q"
    }

    assert free == set()
    assert len(NAMING) >= 20


@pytest.mark.parametrize(("filter_set", "name"), NAMING, ids=lambda one: getattr(one, "__name__", one))
def test_the_name_of_no_record_is_refused(filter_set: type[FilterSet], name: str) -> None:
    model = filter_set._meta.model
    found = filter_set({name: "no-such-key"}, model._default_manager.all())

    assert not found.form.is_valid()
    assert "“no-such-key” is not known here." in found.form.errors[name][0]


def test_a_name_is_found_in_any_case_and_others_are_told(world: World) -> None:
    known = sorted(Member.objects.values_list("iso2", flat=True))
    organisations: QuerySet[Organisation] = Organisation.objects.all()

    assert OrganisationFilter({"member": "ke"}, organisations).form.is_valid()
    wrong = OrganisationFilter({"member": "ZZ"}, organisations).form.errors["member"]
    assert wrong == [f"“ZZ” is not known here. Use one of: {', '.join(known)}."]
