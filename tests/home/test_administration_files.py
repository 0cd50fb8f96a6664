"""The files that the administration writes."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from import_export.admin import ExportMixin

from kernel import admin_export
from kernel.admin_export import BoundedExport
from kernel.csv_files import MARK
from members.models import Member, User
from tests.factories.members import DevelopingMemberFactory

pytestmark = pytest.mark.django_db
CSV = {"format": "0", "resource": ""}


@pytest.fixture
def export(client: Client, devt_officer: User, kenya: Member) -> str:
    client.force_login(devt_officer)
    return reverse("admin:members_member_export")


def test_every_file_is_bounded() -> None:
    writing = [
        model_admin for model_admin in admin.site._registry.values() if isinstance(model_admin, ExportMixin)
    ]

    assert writing
    assert [type(one).__name__ for one in writing if not isinstance(one, BoundedExport)] == []


def test_spreadsheets_know_its_letters(client: Client, export: str) -> None:
    text = client.post(export, CSV).content.decode()

    assert text.startswith(MARK)
    assert "Kenya" in text


def test_too_many_rows_are_refused_with_advice(
    client: Client, export: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_export, "MOST_ROWS", 1)
    DevelopingMemberFactory.create(country="Ghana", iso2="GH")

    refused = client.post(export, CSV)
    narrowed = client.post(f"{export}?q=ghana", CSV)

    assert "These are 2 rows, and a file holds at most 1" in refused.text
    assert "Content-Disposition" not in refused
    assert "Ghana" in narrowed.text
    assert "Content-Disposition" in narrowed
