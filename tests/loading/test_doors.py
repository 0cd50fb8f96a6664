"""Files as people save them, through a command and through the page: read, or refused in a sentence."""

import csv
import io
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from kernel.models import Import
from members.committees.models import Committee, Statistic
from members.models import Member, User
from tests.loading.conftest import DATA
from tests.loading.workbooks import workbook

pytestmark = pytest.mark.django_db
Told = list[str]
Door = Callable[[bytes], Told]


def rows() -> list[list[str]]:
    """The headings and the first three members."""
    with (DATA / "members.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[:4]


def saved(separator: str = ",", table: list[list[str]] | None = None) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(table or rows())
    return buffer.getvalue()


def with_cell(column: str, text: str) -> str:
    table = rows()
    table[1][table[0].index(column)] = text
    return saved(table=table)


@pytest.fixture(params=["command", "page"])
def door(request: pytest.FixtureRequest, tmp_path: Path, client: Client, devt_officer: User) -> Door:
    def by_command(content: bytes) -> Told:
        path, errors = tmp_path / "members.csv", StringIO()
        path.write_bytes(content)
        try:
            call_command("load_members", path, yes=True, verbosity=0, stderr=errors)
        except CommandError:
            return errors.getvalue().splitlines()
        return []

    def by_page(content: bytes) -> Told:
        client.force_login(devt_officer)
        file = SimpleUploadedFile("members.csv", content)
        client.post("/imports/new/members/", {"members-file": file})
        of = Import.objects.get()
        client.post(f"/imports/{of.pk}/confirm/")
        return [f"{one['file']}, row {one['row']}: {one['wrong']}" for one in of.statement["problems"]]

    return by_command if request.param == "command" else by_page


READ = {
    "semicolons": saved(";").encode("utf-8-sig"),
    "a sep= line": b"\xef\xbb\xbfsep=;\r\n" + saved(";").encode(),
    "tabs": saved("\t").encode(),
    "a workbook": workbook(*rows()),
    "an empty column": saved().replace("\r\n", ",\r\n").encode(),
    "a blank after a heading": saved().replace("iso2,", "iso2 ,", 1).encode(),
    "headings in other case": saved().replace("iso2,iso3", "ISO2,Iso3", 1).encode(),
    "Windows-1252": with_cell("country", "Åland").encode("cp1252"),
    "invisible marks": with_cell("country", "\u200eAfghanistan\ufeff").encode(),
}


@pytest.mark.parametrize("kind", READ)
def test_it_is_read(door: Door, kind: str) -> None:
    assert door(READ[kind]) == []

    assert Member.objects.count() == 3
    assert Member.objects.filter(country__in=["Afghanistan", "Åland"], iso2="AF").exists()


REFUSED = {
    "zeros lost": (with_cell("m49", "4").encode(), "“4” does not have the form expected."),
    "decoded wrongly": (with_cell("country", "CuraÃ§ao").encode(), "it holds “CuraÃ§ao” for “Curaçao”"),
    "NUL": (with_cell("country", "Afghani\0stan").encode(), "a character that is no text (NUL)"),
    "empty": (b"", "The file is empty."),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_one_sentence_and_nothing_is_written(door: Door, kind: str) -> None:
    content, told = REFUSED[kind]

    (problem,) = door(content)

    assert told in problem
    assert not Member.objects.exists()


def test_lost_zeros_are_offered_to_be_filled_up(client: Client, devt_officer: User) -> None:
    client.force_login(devt_officer)
    file = SimpleUploadedFile("a.csv", REFUSED["zeros lost"][0])
    client.post("/imports/new/members/", {"members-file": file})

    of = Import.objects.get()
    (problem,) = of.statement["problems"]
    assert (problem["cell"], problem["value"], problem["suggestion"]) == ("D2", "4", "004")
    client.post(f"/imports/{of.pk}/files/{of.files.get().pk}/cells/", {"D2": "004"})
    client.post(f"/imports/{of.pk}/confirm/")
    assert Member.objects.get(iso2="AF").m49 == "004"


STATISTICS = (
    "iso2,country,developing_proposed,year,p_members_incl_secretariat,p_members_excl_secretariat,o_members,"
    "secretariats,twinned_secretariats_or_other,imputed_share,standat_series\n"
)


def load_statistics(path: Path, text: str) -> None:
    path.write_text(STATISTICS + text, encoding="utf-8")
    call_command("load_statistics", path, yes=True, verbosity=0)


def test_one_row_of_statistics_changes_its_figures_alone(kenya: Member, tmp_path: Path) -> None:
    """Also a zero, where figures of earlier years are on record."""
    lines = "KE,Kenya,yes,2010,20,18,5,2,0,0.0,Kenya", "KE,Kenya,yes,2011,21,18,5,3,0,0.0,Kenya"
    load_statistics(tmp_path / "all.csv", "\n".join(lines))
    before = dict(Statistic.objects.exclude(series="secretariats", year=2011).values_list("pk", "value"))

    load_statistics(tmp_path / "one.csv", "KE,Kenya,yes,2011,21,18,5,0,0,0.0,Kenya\n")

    assert Statistic.objects.get(series="secretariats", year=2011).value == 0
    assert dict(Statistic.objects.filter(pk__in=before).values_list("pk", "value")) == before


def test_a_single_role_is_a_filler_though_the_jump_after_it_is_on_record(
    kenya: Member, tmp_path: Path
) -> None:
    load_statistics(tmp_path / "all.csv", "KE,Kenya,yes,2004,56,56,85,0,0,0.0,Kenya\n")

    load_statistics(tmp_path / "one.csv", "KE,Kenya,yes,2001,0,0,1,0,0,0.0,Kenya\n")

    assert not Statistic.objects.filter(year=2001).exists()


@pytest.mark.parametrize("share", ['"0,5"', "0.5"])
def test_decimal_commas_are_read(kenya: Member, tmp_path: Path, share: str) -> None:
    load_statistics(tmp_path / "a.csv", f"KE,Kenya,yes,2010,20,18,5,2,0,{share},Kenya\n")

    assert {str(one.imputed_share.normalize()) for one in Statistic.objects.all()} == {"0.5"}


def test_a_committee_is_the_same_however_its_reference_is_spaced(tmp_path: Path) -> None:
    lines = (DATA / "technical_committees.csv").read_text(encoding="utf-8").splitlines()
    head, line = lines[0], next(line for line in lines if line.startswith("ISO/TC 11,"))
    for number, reference in enumerate(("ISO/TC 11", "ISO/TC\u00a011", "ISO/TC  11")):
        path = tmp_path / f"{number}.csv"
        text = f"{head}\n{line}\n".replace("ISO/TC 11,", f"{reference},", 1)
        path.write_text(without_secretariats(text), encoding="utf-8")
        call_command("load_committees", path, yes=True, verbosity=0)

    assert [committee.reference for committee in Committee.objects.all()] == ["ISO/TC 11"]


def without_secretariats(text: str) -> str:
    """No member is on record that could hold them."""
    table = list(csv.DictReader(io.StringIO(text)))
    for row in table:
        row |= {name: "" for name in row if name.startswith("secretariat_iso2")}
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    return buffer.getvalue()
