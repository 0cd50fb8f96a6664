"""One problem anywhere and nothing is written; all of them are told at once."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kernel.joints import DATA_CHANGED
from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError
from members.committees.loading.statistics import load_statistics
from members.loading.members import load_members
from members.models import Member
from tests.loading.conftest import DATA, MEMBER_FILES, STATISTIC_FILES

pytestmark = pytest.mark.django_db


def problems_of(load: Callable[[], Summary]) -> list[str]:
    with pytest.raises(LoadingError) as raised:
        load()
    return [str(problem) for problem in raised.value.problems]


def test_all_files_are_read_before_it_stops(edited: Callable[..., Path]) -> None:
    members = edited("members.csv", ("KE,KEN,Kenya,404,Africa", "ke,KEN,Kenya,404,Afrika"))
    organisations = edited("regional_organizations.csv", ("AE BH SA OM QA KW", "AE Bahrain SA OM QA KW"))

    found = problems_of(lambda: load_members(members=members, organisations=organisations))

    assert [problem.partition(", row")[0] for problem in found] == [
        "members.csv",
        "regional_organizations.csv",
    ]
    assert found[1].endswith("column member_iso2: “Bahrain” is no code of a country. Write two capitals.")
    assert not Member.objects.exists()


def test_a_region_in_two_places_is_a_problem(edited: Callable[..., Path]) -> None:
    members = edited("members.csv", ("404,Africa,Sub-Saharan Africa", "404,Asia,Sub-Saharan Africa"))

    found = problems_of(lambda: load_members(**MEMBER_FILES | {"members": members}))

    (problem,) = found
    assert problem.endswith(
        "column un_subregion: “Sub-Saharan Africa” is a subregion of Africa in an earlier row. "
        "Name one place for it."
    )


def test_figures_of_unknown_members_are_problems(tmp_path: Path) -> None:
    head = (DATA / "participation_by_year.csv").read_text().splitlines()[0]
    rows = f"{head}\nXX,Nowhere,yes,2011,1,1,1,0,0,0.0,Nowhere\n"
    paths = {name: tmp_path / path.name for name, path in STATISTIC_FILES.items()}
    for name, path in paths.items():
        real = STATISTIC_FILES[name].read_text().splitlines()[0]
        path.write_text(rows if name == "participation" else f"{real}\n")

    (problem,) = problems_of(lambda: load_statistics(**paths))
    assert problem == (
        "participation_by_year.csv, row 2, column iso2: No member has the code XX. "
        "Correct the code, or add the member to members.csv and load that first."
    )


def test_what_only_the_database_sees_is_told_too() -> None:
    Member.objects.create(iso2="ZZ", iso3="KEN", country="Another Kenya")

    (found,) = problems_of(lambda: load_members(**MEMBER_FILES))

    assert found.startswith("load_members: The database refuses it: duplicate key value violates unique")
    assert Member.objects.count() == 1


def test_the_command_tells_and_exits_with_1(edited: Callable[..., Path]) -> None:
    path, err = edited("members.csv", ("KE,KEN,Kenya,404", "KE,KEN,,4o4")), StringIO()

    with pytest.raises(CommandError, match=r"^2 problems found\. Nothing was written\.$") as raised:
        call_command("load_members", path, stderr=err)

    assert raised.value.returncode == 1
    assert [line.partition("column ")[2] for line in err.getvalue().splitlines()] == [
        "country: It is empty. Fill it in.",
        "m49: “4o4” does not have the form expected. Write 3 digits, for example 004.",
    ]


def test_a_dry_run_writes_nothing_and_calls_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(DATA_CHANGED, "takers", [lambda change: calls.append(vars(change))])
    out = StringIO()

    call_command("load_members", "--dry-run", stdout=out)

    lines = [line.split("  ") for line in out.getvalue().splitlines()]
    assert [cell.strip() for cell in lines[2] if cell.strip()] == ["members", "174", "0", "0", "0"]
    assert out.getvalue().endswith("Nothing was written. To write it, add --yes.\n")
    assert not Member.objects.exists()
    assert calls == []
