"""The pages of imports: cells put right, rows left out, confirmed, undone."""

import io
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from indicators.models import Indicator, Target
from kernel.imports.forms import AssumedForm
from kernel.imports.importers import importers
from kernel.imports.statements import MOST_ASKED, MOST_SHOWN
from kernel.models import Import
from members.models import User
from tests.factories.indicators import IndicatorFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.loading.workbooks import workbook

HEAD = ("plan", "indicator", "year", "value")
NEW = "/imports/new/targets/"


@pytest.fixture
def indicator(db: None) -> Indicator:
    plan = PlanFactory.create(code="APDC", starts_on="2011-01-01", ends_on="2015-12-31")
    return IndicatorFactory.create(output=OutputFactory.create(plan=plan), code="P-1", unit="percent")


@pytest.fixture
def devt(client: Client, devt_officer: User) -> Client:
    client.force_login(devt_officer)
    return client


def choose(client: Client, *rows: tuple[object, ...]) -> Import:
    file = SimpleUploadedFile("targets.xlsx", workbook(HEAD, *rows))
    answer = client.post(NEW, {"targets-file": file})
    assert answer.status_code == 302
    return Import.objects.latest("pk")


def test_a_file_is_checked_confirmed_and_undone_on_its_page(devt: Client, indicator: Indicator) -> None:
    Target.objects.create(indicator=indicator, year=2011, value=50)
    of = choose(devt, ("APDC", "P-1", 2011, 60), ("APDC", "P-1", 2012, 70))

    page = devt.get(of.get_absolute_url()).text
    assert "<del>50</del> → <ins>60</ins>" in page
    assert "Confirm 2 changes" in page
    devt.post(reverse("imports:confirm", args=[of.pk]))
    assert Target.objects.count() == 2
    assert "Undo the import" in devt.get(of.get_absolute_url()).text
    devt.post(reverse("imports:undo", args=[of.pk]))
    assert [target.value for target in Target.objects.all()] == [50]


def test_a_cell_is_put_right_on_the_page(devt: Client, indicator: Indicator) -> None:
    of = choose(devt, ("APDC", "P-1", 2031, 60))
    page = devt.get(of.get_absolute_url()).text
    assert "C2" in page
    assert "Confirm" not in re.sub(r"<ol.*?</ol>", "", page, flags=re.DOTALL)

    devt.post(reverse("imports:put-right", args=[of.pk, of.files.get().pk]), {"C2": "2013"})
    devt.post(reverse("imports:confirm", args=[of.pk]))

    assert [target.year for target in Target.objects.all()] == [2013]


def test_rows_are_left_out_by_choice_and_can_be_downloaded(devt: Client, indicator: Indicator) -> None:
    of = choose(devt, ("APDC", "P-1", 2031, 60), ("APDC", "P-1", 2012, 70))
    file = of.files.get().pk

    devt.post(reverse("imports:leave-out", args=[of.pk, file]))

    page = devt.get(of.get_absolute_url()).text
    assert "1 row is left out." in page
    rows = devt.get(reverse("imports:left-out", args=[of.pk, file])).content.decode("utf-8-sig")
    assert rows.splitlines() == ["row,plan,indicator,year,value", "2,APDC,P-1,2031,60"]
    devt.post(reverse("imports:confirm", args=[of.pk]))
    assert [target.year for target in Target.objects.all()] == [2012]


def test_a_row_that_is_wrong_as_a_whole_is_left_out(devt: Client, indicator: Indicator) -> None:
    """The second row is about the same as the first: nothing in a cell would put it right."""
    of = choose(devt, ("APDC", "P-1", 2012, 60), ("APDC", "P-1", 2012, 70))
    page = devt.get(of.get_absolute_url()).text
    assert "Leave this 1 row out" in page

    devt.post(reverse("imports:leave-out", args=[of.pk, of.files.get().pk]))
    devt.post(reverse("imports:confirm", args=[of.pk]))

    assert [(target.year, target.value) for target in Target.objects.all()] == [(2012, 60)]


def test_a_heading_is_put_right_and_not_left_out(devt: Client, indicator: Indicator) -> None:
    sheet = workbook(("plan", "indicatorr", "year", "value"), ("APDC", "P-1", 2012, 60))
    file = SimpleUploadedFile("wrong.xlsx", sheet)
    devt.post(NEW, {"targets-file": file})
    of = Import.objects.latest("pk")
    page = devt.get(of.get_absolute_url()).text
    assert "Leave this" not in page

    devt.post(reverse("imports:put-right", args=[of.pk, of.files.get().pk]), {"B1": "indicator"})
    devt.post(reverse("imports:confirm", args=[of.pk]))

    assert [target.year for target in Target.objects.all()] == [2012]


def test_what_is_on_record_already_is_not_confirmed(devt: Client, indicator: Indicator) -> None:
    Target.objects.create(indicator=indicator, year=2012, value=60)

    page = devt.get(choose(devt, ("APDC", "P-1", 2012, 60)).get_absolute_url()).text

    assert "there is nothing to confirm" in page
    assert reverse("imports:confirm", args=[Import.objects.get().pk]) not in page


def test_cells_are_pasted_and_what_is_assumed_is_changed(devt: Client, indicator: Indicator) -> None:
    devt.post(NEW, {"targets-pasted": "plan\tindicator\tyear\tvalue\nAPDC\tP-1\t2011\t1,234\n"})
    of = Import.objects.get()
    assert "can be read in two ways" in devt.get(of.get_absolute_url()).text

    devt.post(reverse("imports:assume", args=[of.pk, of.files.get().pk]), {"decimal_sign": ","})
    devt.post(reverse("imports:confirm", args=[of.pk]))

    assert [f"{target.value.normalize():f}" for target in Target.objects.all()] == ["1.234"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "Choose a file, or paste cells."),
        ({"targets-pasted": "a", "targets-file": SimpleUploadedFile("a.csv", b"a")}, "not both"),
        ({"targets-pasted": "a" * 1_000_001}, "too many cells to paste"),
    ],
)
def test_nothing_to_read_is_told_on_the_page(
    devt: Client, indicator: Indicator, body: dict[str, object], told: str
) -> None:
    assert told in devt.post(NEW, body).text
    assert not Import.objects.exists()


def test_every_importer_shows_what_it_takes_and_gives_empty_files(devt: Client) -> None:
    for importer in importers():
        page = devt.get(reverse("imports:new", args=[importer.key]))
        assert page.status_code == 200
        for slot in importer.slots:
            if slot.columns:
                headings = [column.heading for column in slot.columns()]
                assert all(f"<code>{heading}</code>" in page.text for heading in headings)
                file = devt.get(reverse("imports:template", args=[importer.key, slot.name, "csv"]))
                assert file.content.decode("utf-8-sig").strip().split(",") == headings
                book = devt.get(reverse("imports:template", args=[importer.key, slot.name, "xlsx"]))
                sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
                assert [cell.value for cell in sheet[1]] == headings


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_few(
    devt: Client, indicator: Indicator, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2011, 2011 + number):
        choose(devt, ("APDC", "P-1", year, 60))

    devt.get("/imports/")
    with django_assert_num_queries(5):
        devt.get("/imports/")


def test_who_may_not_import_sees_none(client: Client, nsb_officer: User) -> None:
    client.force_login(nsb_officer)

    assert client.get("/imports/").status_code == 403
    assert client.get(NEW).status_code == 403


def test_a_page_asks_for_no_more_fields_than_are_read() -> None:
    """Those of a file: cells to put right, people, what is assumed of it, and the token."""
    assumed = len(AssumedForm.base_fields)
    assert MOST_SHOWN + MOST_ASKED + assumed + 1 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
