"""The command that loads a list of positions, and rows that are left out by choice."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from members.committees.models import Committee
from members.models import Member
from members.participation.models import Position

LIST = """committee,member_acronym,iso2,role
ISO/TC 1,KEBS,KE,P
ISO/TC 1,AMNOR,,P
ISO/TC 1,GSA,GH,O
"""


@pytest.fixture
def roles(tmp_path: Path, kenya: Member, ghana: Member) -> Path:
    Committee.objects.create(reference="ISO/TC 1", kind="TC", title="Screw threads")
    path = tmp_path / "roles.csv"
    path.write_text(LIST)
    return path


def load(path: Path, **options: object) -> None:
    call_command("load_positions", path, yes=True, list_year="2025", verbosity=0, **options)


def test_nothing_is_written_where_a_row_cannot_be_understood(
    roles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="1 problem found"):
        load(roles)

    assert not Position.objects.exists()
    assert "row 3" in capsys.readouterr().err


def test_rows_are_left_out_by_choice_and_said(roles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(roles, leave_out=True)

    assert sorted(Position.objects.values_list("member__iso2", "role")) == [
        ("GH", "o_member"),
        ("KE", "p_member"),
    ]
    assert "row 3" in capsys.readouterr().err


def test_what_concerns_the_whole_file_is_left_out_by_nobody(tmp_path: Path, roles: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("something,else\n1,2\n")
    with pytest.raises(CommandError, match="Nothing was written"):
        load(path, leave_out=True)


def test_the_year_of_the_list_is_asked_for(roles: Path) -> None:
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("load_positions", roles, yes=True, verbosity=0)
