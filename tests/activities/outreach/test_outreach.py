"""What the registers of outreach refuse, and what is counted of them."""

import json

import pytest
from django.core.exceptions import ValidationError

from activities.outreach.measures import SOURCES, Entries, Programmes, Publicised
from activities.outreach.models import Action
from kernel.measures import MEASURES, Source
from members.models import Member
from outputs.models import Plan
from tests.activities.counted import facts
from tests.factories.outputs import PlanFactory
from tests.factories.outreach import EntryFactory, ProgrammeFactory, PublicityFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


def test_a_programme_does_not_end_before_it_begins(plan: Plan, kenya: Member) -> None:
    with pytest.raises(ValidationError, match="ends before"):
        ProgrammeFactory.build(plan=plan, member=kenya, ends_on="2012").clean()


def test_an_action_says_something(plan: Plan) -> None:
    with pytest.raises(ValidationError, match="say what was done"):
        Action(programme=ProgrammeFactory.create(plan=plan), on="2013").full_clean()


def test_an_entry_is_somebodys_and_an_announcement_nobodys(plan: Plan) -> None:
    with pytest.raises(ValidationError, match="which institution"):
        EntryFactory.build(plan=plan, member=None).clean()
    EntryFactory.build(plan=plan, member=None, stage="announced").clean()


@pytest.mark.parametrize("edition", [0, 13, 30_000])
def test_an_edition_is_a_year(plan: Plan, kenya: Member, edition: int) -> None:
    with pytest.raises(ValidationError, match="year of the edition"):
        EntryFactory.build(plan=plan, member=kenya, edition=edition).clean()


def measured(source: Source, plan: Plan) -> list[str]:
    return sorted(fact["measure"] for fact in facts(source, plan, 2013))


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    own = {"plan": plan, "member": kenya}
    ProgrammeFactory.create(group="government", **own)
    ProgrammeFactory.create(starts_on="2012", **own)
    PublicityFactory.create(response="adopted", **own)
    PublicityFactory.create(response="none", **own)
    EntryFactory.create(**own)
    EntryFactory.create(stage="finalist", **own)
    EntryFactory.create(is_incomplete=True, **own)
    EntryFactory.create(plan=plan, member=None, stage="announced")

    assert measured(Programmes(), plan) == ["stakeholder_programmes"]
    assert measured(Publicised(), plan) == ["standards_publicised"] * 2 + ["standards_publicised_used"]
    assert measured(Entries(), plan) == ["contest_entries"] * 2 + ["contest_winners"]
    (programme,) = facts(Programmes(), plan, 2013)
    assert json.loads(programme["dimensions"]) == {"stakeholder_group": "government"}


def test_its_measures_are_known() -> None:
    own = {measure.name for source in SOURCES for measure in source.measures}
    assert own <= {each.name for each in MEASURES.declared.values()}
