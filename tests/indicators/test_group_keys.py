"""Groups are keys that never move, with labels when shown; a target for a group that is none is refused."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from indicators.engine.dimensions import profiles_on
from indicators.enums import Split
from indicators.labels import GroupLabels
from indicators.loading.targets import load_targets
from indicators.models import Indicator, Result, Target
from kernel.loading.problems import LoadingError
from members.enums import INCOME_GROUPS, IncomeGroup, Scheme
from members.models import Classification, Member, Region, User
from tests.factories.indicators import (
    IndicatorFactory,
    IndicatorVersionFactory,
    ResultFactory,
    TargetFactory,
)
from tests.factories.members import ClassificationFactory
from tests.factories.outputs import TargetGroupFactory
from tests.indicators.conftest import Compute, Define, statistic


@pytest.fixture
def indicator(africa: Region) -> Indicator:
    found = IndicatorFactory.create(code="O1-1")
    TargetGroupFactory.create(plan=found.plan, slug="smes", name="small enterprises")
    return found


def groups(split: Split) -> set[str]:
    return set(Result.objects.filter(split=split).values_list("group", flat=True))


def test_every_group_that_a_country_can_have_has_a_label(kenya: Member) -> None:
    """Whatever members are put into, a target can be for it and a reader has a word for it."""
    labels = GroupLabels()
    for name in INCOME_GROUPS:
        Classification.objects.filter(member=kenya, scheme=Scheme.INCOME).delete()
        ClassificationFactory.create(member=kenya, scheme=Scheme.INCOME, value=name)
        for split, group in profiles_on(2013)[2013][kenya.pk].groups.items():
            assert group in labels.allowed(split, None), (split, group)
    assert {labels.label(Split.INCOME_GROUP, key, None) for key in IncomeGroup.values} == {
        "low income",
        "lower middle income",
        "upper middle income",
        "high income",
    }


def test_a_region_may_be_renamed_in_the_middle_of_a_year(
    define: Define, compute: Compute, kenya: Member, africa: Region
) -> None:
    statistic(kenya, 7)
    version = define("p_roles")
    TargetFactory.create(indicator=version.indicator, split=Split.UN_REGION, group="africa", value=9)
    compute()
    before = list(Result.objects.order_by("pk").values_list("split", "group", "value"))

    Region.objects.filter(pk=africa.pk).update(name="Afrique")
    compute()

    assert list(Result.objects.order_by("pk").values_list("split", "group", "value")) == before
    assert profiles_on(2013)[2013][kenya.pk].groups[Split.UN_REGION] == "africa"
    assert GroupLabels().label(Split.UN_REGION, "africa", None) == "Afrique"


@pytest.mark.parametrize(
    ("split", "group", "allowed"),
    [
        (Split.UN_REGION, "Africa", "africa, unknown"),
        (Split.UN_REGION, "", "africa, unknown"),
        (
            Split.INCOME_GROUP,
            "Low income",
            "low-income, lower-middle-income, upper-middle-income, high-income, unknown",
        ),
        (Split.SEX, "women", "female, male, unknown"),
        (Split.TARGET_GROUP, "NGOs", "smes, unknown"),
        (Split.LDC, "ldc", "yes, no, unknown"),
        (Split.CATEGORY, "member body", "member_body, correspondent, subscriber, unknown"),
    ],
)
def test_a_target_for_a_group_that_is_none_is_refused_with_what_is_allowed(
    indicator: Indicator, split: Split, group: str, allowed: str
) -> None:
    target = TargetFactory.build(indicator=indicator, split=split, group=group)

    with pytest.raises(ValidationError) as refusal:
        target.full_clean()

    [sentence] = refusal.value.message_dict["group"]
    assert sentence == f"“{group}” is no group of the split “{split.label}”. Allowed are: {allowed}."


def test_a_target_for_a_group_that_exists_is_taken(indicator: Indicator) -> None:
    for split, group in ((Split.UN_REGION, "africa"), (Split.TARGET_GROUP, "smes"), (Split.SEX, "unknown")):
        TargetFactory.build(indicator=indicator, split=split, group=group).full_clean()


def test_the_total_has_no_group(indicator: Indicator) -> None:
    with pytest.raises(ValidationError, match="The total has no group"):
        TargetFactory.build(indicator=indicator, group="africa").full_clean()


def test_the_form_of_a_target_refuses_it(client: Client, indicator: Indicator, devt_officer: User) -> None:
    client.force_login(devt_officer)
    form = {"indicator": indicator.pk, "year": 2013, "split": "un_region", "group": "Atlantis", "value": 3}

    response = client.post(reverse("admin:indicators_target_add"), form)

    [sentence] = response.context["adminform"].form.errors["group"]
    assert sentence.endswith("Allowed are: africa, unknown.")
    assert not Target.objects.exists()


def test_the_import_of_targets_refuses_it(client: Client, indicator: Indicator, devt_officer: User) -> None:
    client.force_login(devt_officer)
    rows = f"plan,indicator,year,split,group,value\n{indicator.plan.code},O1-1,2013,un_region,Atlantis,9\n"
    file = SimpleUploadedFile("targets.csv", rows.encode())

    taken_in = client.post("/imports/new/targets/", {"targets-file": file}, follow=True)

    assert "Allowed are: africa, unknown." in taken_in.content.decode()
    assert not Target.objects.exists()


def test_a_file_of_targets_with_it_is_refused(indicator: Indicator, tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(
        f"plan: {indicator.plan.code}\ntargets:\n"
        "- {indicator: O1-1, split: un_region, group: Atlantis, values: {2013: 1}}\n"
    )

    with pytest.raises(LoadingError) as refusal:
        load_targets(targets=path)

    [problem] = refusal.value.problems
    assert (problem.column, problem.wrong) == (
        "targets.group",
        "“Atlantis” is no group of the split un_region.",
    )
    assert "africa" in problem.mend


def test_the_api_refuses_a_group_that_is_none(indicator: Indicator, devt_officer: User) -> None:
    api = APIClient()
    api.force_authenticate(devt_officer)

    answer = api.get("/api/v1/results/", {"group": "Atlantis"})

    assert answer.status_code == 400
    assert "“atlantis” is no group. Allowed are: africa, yes, no, low-income," in str(answer.json()["errors"])


def test_the_api_names_key_and_label(indicator: Indicator, devt_officer: User) -> None:
    version = IndicatorVersionFactory.create(indicator=indicator)
    ResultFactory.create(version=version, split=Split.TARGET_GROUP, group="smes")
    TargetFactory.create(indicator=indicator, split=Split.INCOME_GROUP, group="low-income")
    api = APIClient()
    api.force_authenticate(devt_officer)

    [result] = api.get("/api/v1/results/", {"group": "SMEs"}).json()["results"]
    [found] = api.get("/api/v1/indicators/").json()["results"]

    assert (result["group"], result["group_label"]) == ("smes", "small enterprises")
    [target] = found["targets"]
    assert (target["group"], target["group_label"]) == ("low-income", "low income")
