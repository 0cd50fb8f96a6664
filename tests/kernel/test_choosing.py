"""One of many by its name: what is suggested chooses what it says, and what is chosen stays offered."""

import pytest
from django import forms

from kernel.registers import choosing
from kernel.registers.choosing import Offer, offered
from kernel.typed import NotReadableError
from members.models import Member, User
from tests.factories.members import DevelopingMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_each_suggestion_chooses_its_own() -> None:
    """Two names that are read alike are told apart."""
    people = [UserFactory.create(name=name) for name in ("José Diaz", "Jose Diaz", "Ann Lee")]

    offer = Offer(User.objects.filter(pk__in=[person.pk for person in people]))

    assert len(set(offer.words.values())) == 3
    assert {key: offer.get(words).pk for key, words in offer.words.items()} == {
        str(person.pk): person.pk for person in people
    }
    with pytest.raises(NotReadableError):
        offer.get("Nobody")
    with pytest.raises(NotReadableError, match="Did you mean “Ann Lee”"):
        offer.get("lee")


def test_a_name_that_is_nearly_one_is_told_in_full() -> None:
    kenya = DevelopingMemberFactory.create(iso2="KE", country="Kenya", acronym="KEBS")

    with pytest.raises(NotReadableError, match="Did you mean “KEBS · Kenya”"):
        Offer(Member.objects.filter(pk=kenya.pk)).get("Kenia")


@pytest.mark.parametrize("few", [0, 30])
def test_what_is_chosen_at_present_stays_a_choice(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(choosing, "FEW", few)
    gone, here = DevelopingMemberFactory.create(iso2="GH"), DevelopingMemberFactory.create(iso2="KE")
    offer = Offer(Member.objects.filter(pk=here.pk))

    field = offered(forms.ModelChoiceField(offer.queryset), offer, gone.pk)

    assert field.clean(field.prepare_value(gone.pk)) == gone
    assert field.clean(field.prepare_value(here.pk)) == here
