"""Imports: a statement first, written as shown or not at all, and taken back as one."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from indicators.loading.importers import TARGETS
from indicators.models import Indicator, Target
from kernel.imports import services
from kernel.imports.errors import ImportRefusedError
from kernel.imports.statements import changes_of
from kernel.imports.tasks import continue_imports, forget_files
from kernel.imports.undoing import undo
from kernel.joints import DATA_CHANGED
from kernel.loading.changes import FieldChange
from kernel.loading.reading import Source
from kernel.models import Import, ImportFile, ImportState
from members.models import Member, MemberName, Role, User
from tests.factories.indicators import IndicatorFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.loading.conftest import DATA

HEAD = "plan,indicator,year,value\n"


@pytest.fixture
def indicator(db: None) -> Indicator:
    plan = PlanFactory.create(code="APDC", starts_on="2011-01-01", ends_on="2015-12-31")
    return IndicatorFactory.create(output=OutputFactory.create(plan=plan), code="P-1", unit="percent")


def take_in(rows: str, by: User | None = None) -> Import:
    return services.take_in(TARGETS, {"targets": Source("targets.csv", f"{HEAD}{rows}".encode())}, by=by)


def state() -> dict[str, list[Any]]:
    models = [
        model for label in ("indicators", "members") for model in apps.get_app_config(label).get_models()
    ]
    own = [model for model in models if not model.__name__.endswith("Event")]
    return {model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in own}


def test_checking_says_what_would_be_written_and_writes_nothing(indicator: Indicator) -> None:
    Target.objects.create(indicator=indicator, year=2011, value=50)
    Target.objects.create(indicator=indicator, year=2013, value=50)

    of = take_in("APDC,P-1,2011,60\nAPDC,P-1,2012,70\n")

    assert of.state == ImportState.CHECKED
    (count,) = of.statement["counts"]
    assert (count["added"], count["changed"], count["unchanged"], count["absent"]) == (1, 1, 0, 1)
    (change,) = of.statement["changes"]
    assert (change["field"], change["old"], change["new"]) == ("Value", "50", "60")
    assert [target.value for target in Target.objects.all()] == [50, 50]


def test_a_confirmed_import_writes_what_it_said_and_is_taken_back_as_one(
    indicator: Indicator, devt_officer: User
) -> None:
    Target.objects.create(indicator=indicator, year=2011, value=50)
    before = state()
    of = take_in("APDC,P-1,2011,60\nAPDC,P-1,2012,70\n")

    services.confirm(of.pk, by=devt_officer)

    assert [target.value for target in Target.objects.order_by("year")] == [60, 70]
    assert Import.objects.get().confirmed_by == devt_officer
    undo(of.pk, by=devt_officer)
    assert state() == before
    assert Import.objects.get().state == ImportState.UNDONE


def test_what_has_problems_is_not_confirmed(indicator: Indicator) -> None:
    of = take_in("APDC,P-1,2031,60\nAPDC,P-1,2012,70\n")

    with pytest.raises(ImportRefusedError, match="before its problems are put right"):
        services.confirm(of.pk)

    (problem,) = of.statement["problems"]
    assert (problem["cell"], problem["value"], problem["row"]) == ("C2", "2031", 2)
    services.say(of, "targets", left_out=frozenset({2}))
    services.confirm(of.pk)
    assert [target.year for target in Target.objects.all()] == [2012]


def test_data_that_changed_since_are_shown_anew_before_anything_is_written(indicator: Indicator) -> None:
    Target.objects.create(indicator=indicator, year=2011, value=50)
    of = take_in("APDC,P-1,2011,60\n")
    Target.objects.update(value=55)

    services.confirm(of.pk)

    of.refresh_from_db()
    assert (of.state, Target.objects.get().value) == (ImportState.CHECKED, 55)
    assert of.error.startswith("The data changed since this was checked.")
    assert of.statement["changes"][0]["old"] == "55"
    services.confirm(of.pk)
    assert Target.objects.get().value == 60


def test_what_a_new_record_names_is_part_of_what_was_shown(indicator: Indicator) -> None:
    """Between check and confirmation the code of the file came to mean another indicator."""
    of = take_in("APDC,P-1,2011,60\n")
    other = IndicatorFactory.create(output=indicator.output, code="P-9", unit="percent")
    Indicator.objects.filter(pk=indicator.pk).update(code="P-0")
    Indicator.objects.filter(pk=other.pk).update(code="P-1")

    services.confirm(of.pk)

    of.refresh_from_db()
    assert (of.state, Target.objects.count()) == (ImportState.CHECKED, 0)


def test_links_and_choices_are_told_in_words(kenya: Member, ghana: Member) -> None:
    changes = [
        FieldChange("x", Role, "member_id", kenya.pk, ghana.pk),
        FieldChange("x", Role, "name", None, "nsb_editor"),
        FieldChange("x", Role, "member_id", 0, None),
    ]

    told = [(each["field"], each["old"], each["new"]) for each in changes_of(changes)]

    assert told == [
        ("Member", str(kenya), str(ghana)),
        ("Role", "", "NSB editor"),
        ("Member", "number 0", ""),
    ]


def test_it_is_confirmed_once(indicator: Indicator) -> None:
    of = take_in("APDC,P-1,2011,60\n")
    services.confirm(of.pk)

    with pytest.raises(ImportRefusedError, match="it is confirmed"):
        services.confirm(of.pk)


def test_what_was_changed_since_is_named_and_nothing_is_undone(indicator: Indicator) -> None:
    of = take_in("APDC,P-1,2011,60\nAPDC,P-1,2012,70\n")
    services.confirm(of.pk)
    Target.objects.filter(year=2012).update(value=71)
    before = state()

    with pytest.raises(ImportRefusedError, match="happened since: target P-1 2012: 71 was changed"):
        undo(of.pk)

    assert state() == before


def test_what_was_removed_since_is_named(indicator: Indicator) -> None:
    of = take_in("APDC,P-1,2011,60\n")
    services.confirm(of.pk)
    Target.objects.all().delete()

    with pytest.raises(ImportRefusedError, match=r"target \d+ was removed"):
        undo(of.pk)


def test_what_others_built_on_is_named_and_nothing_is_undone(db: None) -> None:
    call_command("load_members", DATA / "members.csv", yes=True, verbosity=0)
    MemberName.objects.create(member=Member.objects.get(iso2="KE"), acronym="OLD", valid_to="2001-12-31")

    with pytest.raises(ImportRefusedError, match="because other records build on it: member name OLD"):
        undo(Import.objects.get().pk)

    assert Member.objects.count() == 174


COMMANDS = [("load_members",), ("load_plan", "load_questions", "load_indicators", "load_targets")]


@pytest.mark.parametrize("names", COMMANDS)
def test_every_command_is_taken_back(db: None, names: tuple[str, ...]) -> None:
    before = state()
    for name in names:
        call_command(name, yes=True, verbosity=0)

    for of in Import.objects.all():
        call_command("undo_import", of.pk, stdout=StringIO())

    assert state() == before


def test_undoing_tells_those_who_compute(indicator: Indicator, monkeypatch: pytest.MonkeyPatch) -> None:
    of = take_in("APDC,P-1,2011,60\n")
    services.confirm(of.pk)
    calls: list[Any] = []
    monkeypatch.setattr(DATA_CHANGED, "takers", [calls.append])

    undo(of.pk)

    assert [change.years for change in calls] == [[]]


def test_it_is_undone_for_fourteen_days_and_its_files_are_kept_for_thirty(indicator: Indicator) -> None:
    now = timezone.now()
    of = take_in("APDC,P-1,2011,60\n")
    services.confirm(of.pk)

    with time_machine.travel(now + timezone.timedelta(days=29), tick=False):
        forget_files()
        assert ImportFile.objects.get().content is not None
        with pytest.raises(ImportRefusedError, match="for 14 days"):
            undo(of.pk)
    with time_machine.travel(now + timezone.timedelta(days=31), tick=False):
        forget_files()
        assert ImportFile.objects.get().content is None


def test_a_command_reads_the_file_named_and_no_other(db: None, tmp_path: Path) -> None:
    out = StringIO()
    path = tmp_path / "members.csv"
    path.write_bytes((DATA / "members.csv").read_bytes())

    call_command("load_members", path, stdout=out)

    assert "organizations" not in out.getvalue()
    assert out.getvalue().endswith("Nothing was written. To write it, add --yes.\n")
    assert not Member.objects.exists()


def test_the_command_says_how_it_is_taken_back(db: None) -> None:
    out = StringIO()

    call_command("load_plan", yes=True, stdout=out)

    number = Import.objects.get().pk
    assert out.getvalue().endswith(f"Import {number}; taken back by: manage.py undo_import {number}\n")
    with pytest.raises(CommandError, match="There is no import 0"):
        call_command("undo_import", 0)


def test_what_cannot_be_finished_says_so_and_writes_nothing(
    indicator: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = take_in("APDC,P-1,2011,60\n")

    def break_down(*_all: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(services, "keep_records", break_down)
    services.confirm(of.pk)

    of.refresh_from_db()
    assert (of.state, Target.objects.count()) == (ImportState.FAILED, 0)
    assert of.error == "It could not be finished (ZeroDivisionError). Nothing was written."


def test_large_files_wait_for_a_worker_which_a_sweep_calls_again(
    indicator: Indicator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handed: list[int] = []
    monkeypatch.setattr(services, "MANY_BYTES", 10)
    monkeypatch.setattr("kernel.imports.tasks.enqueue", lambda _task, pk: handed.append(pk))
    of = take_in("APDC,P-1,2011,60\n")
    assert of.state == ImportState.CHECKING

    continue_imports()
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=5), tick=False):
        continue_imports()

    assert handed == [of.pk]
    services.proceed(of.pk)
    of.refresh_from_db()
    assert of.state == ImportState.CHECKED
