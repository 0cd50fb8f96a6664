"""The administration: every model in it, as every role."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from indicators.models import Result
from tests.access.administration import CHANGED_BY_ADMINISTRATORS, CLOSED, EDITED, READ, model_of, registered
from tests.access.asking import rows_written
from tests.access.lines import DEVT, ROLES, page
from tests.access.world import World

MODELS = sorted(EDITED | READ | CLOSED)
SIGN_IN = page(no=302)
NOT_SHOWN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
IDLE_ZEROS = re.compile(r">\s*-?[\d,]+\.\d*00\s*<")


def test_every_model_is_edited_read_or_closed() -> None:
    assert registered() == EDITED | READ | CLOSED


def statuses(world: World, label: str, action: str, *places: Any, method: str = "get") -> dict[str, int]:
    address = reverse(f"admin:{label.replace('.', '_')}_{action}", args=places)
    return {role: getattr(world.client(role), method)(address).status_code for role in ROLES}


@pytest.mark.parametrize("label", MODELS)
def test_lists_open_to_devt_only(world: World, label: str) -> None:
    assert (
        statuses(world, label, "changelist") == page(*DEVT, no=302)
        if label not in CLOSED
        else (SIGN_IN | dict.fromkeys(DEVT, 403))
    )


def test_a_number_of_a_decimal_column_is_shown_exactly(world: World) -> None:
    Result.objects.update(value=Decimal("1234.5"), no_value="")
    client, row = world.client("devt"), Result.objects.earliest("pk")

    listed = client.get(reverse("admin:indicators_result_changelist")).text
    shown = client.get(reverse("admin:indicators_result_change", args=[row.pk])).text

    assert re.search(r">\s*1,234\.5\s*<", listed)
    assert re.search(r">\s*1,234\.5\s*<", shown)


@pytest.mark.parametrize("label", sorted(EDITED | READ))
def test_numbers_are_shown_as_they_were_written(world: World, label: str) -> None:
    client, name = world.client("devt"), label.replace(".", "_")
    row = model_of(label)._default_manager.first()
    pages = [client.get(reverse(f"admin:{name}_changelist")).text]
    pages += [client.get(reverse(f"admin:{name}_change", args=[row.pk])).text] if row else []

    assert [found for page in pages for found in IDLE_ZEROS.findall(NOT_SHOWN.sub("", page))] == []


@pytest.mark.parametrize("label", MODELS)
def test_only_what_is_edited_there_can_be_added(world: World, label: str) -> None:
    status = 200 if label in EDITED else 403

    assert statuses(world, label, "add") == SIGN_IN | dict.fromkeys(DEVT, status)


@pytest.mark.parametrize("action", ["add", "change", "delete", "import", "export"])
@pytest.mark.parametrize("label", MODELS)
def test_nobody_else_writes_there(world: World, label: str, action: str) -> None:
    found = model_of(label)._default_manager.first()
    places = [found.pk if found else 0] if action in {"change", "delete"} else []
    before = rows_written()
    try:
        answers = statuses(world, label, action, *places, method="post")
    except NoReverseMatch:
        assert action in {"import", "export"}
        return

    assert {role: answers[role] for role in ROLES if role not in DEVT} == {
        role: status for role, status in SIGN_IN.items() if role not in DEVT
    }
    if label not in EDITED:
        assert rows_written() == before
    if label in READ - CHANGED_BY_ADMINISTRATORS and action in {"add", "change", "delete"}:
        assert {answers[role] for role in DEVT} <= {403, 302}
