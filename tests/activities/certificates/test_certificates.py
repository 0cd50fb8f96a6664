"""Certificates and sign-in sheets: what they say, who gets them, and how long a file stays."""

import datetime as dt
import io
from typing import Any

import pytest
import typst
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from activities.certificates import making, periodic, services, typesetting
from activities.certificates.contents import days_of
from activities.certificates.models import Printing
from activities.certificates.typesetting import NoFontError
from activities.events.models import Event, Participant
from activities.privacy.models import Retention
from activities.privacy.services import erase
from kernel.registers.declaration import ANONYMOUS
from members.models import Member, User
from tests.factories.certificates import PrintingFactory
from tests.factories.events import EventFactory, NominationFactory, ParticipantFactory
from tests.pdf_files import pages_of

HOSTILE = [
    "#panic(1) #set page(fill: red)",
    'Kofi "the $x^2$" *b* _i_ `c` @ref <l>',
    "Ama \\ // /* ' ] } ) {{ x }} {% y %}",
    "= Heading - item + 1. /term: ~ --- ...",
    "محمد الأمين",
    "שלום כהן",
    "Ζωή Иванова Đặng Ŵȩird",
]
DAY = dt.date(2013, 7, 1)


@pytest.fixture
def event(kenya: Member) -> Event:
    return EventFactory.create(
        code="EV-2013-100",
        title="Cocoa & quality #1",
        starts_on="2013-06-20",
        ends_on="2013-06-21",
        place="Nairobi",
        country=kenya,
        state="held",
    )


@pytest.fixture
def grace(event: Event, kenya: Member) -> Participant:
    return ParticipantFactory.create(
        event=event, code="PT-2013-100", name="Grace Wanjiku", member=kenya, present=True
    )


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What is handed to workers, in the place of workers."""
    handed: list[int] = []
    for where in (services, periodic):
        name = "enqueue_after_commit" if where is services else "enqueue"
        monkeypatch.setattr(where, name, lambda _task, pk: handed.append(pk))
    return handed


def squeezed(text: str) -> str:
    return "".join(text.split())


def of_all(event: Event) -> str:
    return reverse("certificates:event", args=[event.code])


def file_of(event: Event) -> str:
    return reverse("certificates:file", args=[event.code])


def of_one(participant: Participant) -> str:
    return reverse("certificates:one", args=[participant.event.code, participant.code])


def sheet_of(event: Event) -> str:
    return reverse("certificates:sheet", args=[event.code])


def sheet_text(client: Client, event: Event) -> str:
    return " ".join(pages_of(client.get(sheet_of(event)).content))


def test_a_certificate_says_what_is_on_record(
    client: Client, grace: Participant, devt_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activities.certificates.views.portal_day", lambda: DAY)
    client.force_login(devt_officer)

    answer = client.get(of_one(grace))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="certificate-PT-2013-100.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    [page] = pages_of(answer.content)
    assert page == (
        "CERTIFICATE OF ATTENDANCE This certifies that Grace Wanjiku Kenya Bureau of Standards, Kenya "
        "attended Cocoa & quality #1 Workshop · 20 June 2013 to 21 June 2013 · Nairobi, Kenya "
        "Issued by International Organization for Standardization (ISO) Development and Training Services "
        "Date of issue 1 July 2013 Signature "
        "Certificate number PT-2013-100 · ISO's Development and Training Services confirms it by this number."
    )


def test_who_completed_it_reads_so(grace: Participant) -> None:
    grace.completed = True

    [page] = pages_of(making.certificate_of(grace, day=DAY))

    assert "CERTIFICATE OF COMPLETION" in page
    assert "completed Cocoa" in page


def test_a_member_issues_those_of_its_own_event(grace: Participant, kenya: Member) -> None:
    grace.event.member = kenya

    [page] = pages_of(making.certificate_of(grace, day=DAY))

    assert "Held by Kenya Bureau of Standards, Kenya" in page
    assert "Issued by Kenya Bureau of Standards, Kenya" in page


@pytest.mark.parametrize("of", ["event", "participant"])
def test_sample_data_say_so_inside(grace: Participant, of: str) -> None:
    thing = grace.event if of == "event" else grace
    assert "Sample data" not in pages_of(making.certificate_of(grace, day=DAY))[0]

    thing.is_sample = True

    assert "Sample data" in pages_of(making.certificate_of(grace, day=DAY))[0]


def test_a_file_is_tagged_titled_and_the_same_again(grace: Participant) -> None:
    content = making.certificate_of(grace, day=DAY)

    read = PdfReader(io.BytesIO(content))
    root: Any = read.trailer["/Root"]
    assert read.metadata is not None
    assert read.metadata.title == "Certificates: Cocoa & quality #1"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert content == making.certificate_of(grace, day=DAY)
    assert content != making.certificate_of(grace, day=DAY + dt.timedelta(days=1))


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_never_read_as_markup(
    client: Client, grace: Participant, devt_officer: User, name: str
) -> None:
    Participant.objects.update(name=name)
    Event.objects.update(title=name)
    client.force_login(devt_officer)

    [page] = pages_of(client.get(of_one(grace)).content)

    said = squeezed(page)
    if name.isascii():
        assert said.count(squeezed(name)) == 2
    else:
        assert set(squeezed(name)) <= set(said)
    assert "Certificatenumber" in said
    if name.isascii():
        assert squeezed(name) in squeezed(sheet_text(client, grace.event))


def test_a_name_that_no_font_can_write_is_told(
    client: Client, grace: Participant, devt_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "fonts", lambda: typst.Fonts(include_system_fonts=False))
    ParticipantFactory.create(event=grace.event, code="PT-2013-101", name="李小龍", present=True)
    client.force_login(devt_officer)

    page = client.get(of_one(Participant.objects.get(code="PT-2013-101")), follow=True)

    assert "No font here has all letters of this name or of the event." in page.text
    printing = services.print_all(grace.event, by=devt_officer, now=timezone.now())
    making.make(printing.pk)
    page = client.get(of_all(grace.event))
    assert "1 certificate, as the list stood" in page.text
    assert "since no font here has all letters of their names, or of the event: PT-2013-101." in page.text
    assert "Grace Wanjiku" in sheet_text(client, grace.event)


def test_long_names_and_titles_stay_on_one_page(grace: Participant) -> None:
    grace.name = "Wanjiku-Mukantwari " * 8
    grace.organization = "Bureau of Standards and Metrology " * 6
    grace.event.title = "Conformity assessment for everybody " * 5

    assert len(pages_of(making.certificate_of(grace, day=DAY))) == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"present": None}, "Whether this person was present is not on record."),
        ({"present": False}, "This person was not present."),
        ({"name": ANONYMOUS}, "The name has left the records."),
    ],
)
def test_who_was_not_there_gets_none_and_reads_why(
    client: Client, grace: Participant, devt_officer: User, said: dict[str, Any], reason: str
) -> None:
    Participant.objects.update(**said)
    client.force_login(devt_officer)

    page = client.get(of_all(grace.event)).text

    assert reason in page
    assert "Nobody on the list is marked as present. Mark" in page
    assert "Make all certificates" not in page
    assert client.get(of_one(grace)).status_code == 404
    with pytest.raises(ValidationError, match="Nobody"):
        services.print_all(grace.event, by=devt_officer, now=timezone.now())
    answer = client.post(of_all(grace.event), follow=True)
    assert "Nobody on the list is marked as present." in answer.text
    assert not Printing.objects.exists()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"state": "planned"}, "once it is on record that the event was held"),
        ({"state": "moved"}, "once it is on record that the event was held"),
        ({"cancelled_at": timezone.now(), "cancelled_because": "Flood."}, "The event was cancelled"),
    ],
)
def test_an_event_that_was_not_held_has_none(
    client: Client, grace: Participant, devt_officer: User, said: dict[str, Any], reason: str
) -> None:
    PrintingFactory.create(event=grace.event, requested_by=devt_officer)
    Event.objects.update(**said)
    client.force_login(devt_officer)

    assert reason in client.get(of_all(grace.event)).text
    assert reason in client.get(grace.event.get_absolute_url()).text
    assert client.get(of_one(grace)).status_code == 404
    assert client.get(file_of(grace.event)).status_code == 404
    assert reason in client.post(of_all(grace.event), follow=True).text


def test_an_event_without_a_list_says_what_to_do(client: Client, event: Event, devt_officer: User) -> None:
    client.force_login(devt_officer)

    assert "Nobody is listed by name" in client.get(of_all(event)).text


def test_all_are_made_by_a_worker_and_saved(
    client: Client, grace: Participant, devt_officer: User, queue: list[int]
) -> None:
    ParticipantFactory.create(event=grace.event, name="Ama Mensah", completed=True)
    ParticipantFactory.create(event=grace.event, name="Absent Person", present=False)
    client.force_login(devt_officer)
    assert "for you alone" in client.get(of_all(grace.event)).text
    assert client.get(file_of(grace.event)).status_code == 404

    waiting = client.post(of_all(grace.event), follow=True).text

    assert "2 certificates are being made." in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert f'<a href="{of_all(grace.event)}">Refresh</a>' in waiting
    assert client.get(file_of(grace.event)).status_code == 404
    [pk] = queue
    making.make(pk)
    part = client.get(of_all(grace.event), headers={"HX-Request": "true"}).text
    assert "2 certificates, as the list stood on" in part
    assert "<html" not in part
    assert "every 2s" not in part
    answer = client.get(file_of(grace.event))
    assert answer["Content-Disposition"] == 'attachment; filename="certificates-EV-2013-100.pdf"'
    first, second = pages_of(answer.content)
    assert "Ama Mensah" in first
    assert "Grace Wanjiku" in second


def test_asking_twice_makes_one_file(grace: Participant, devt_officer: User, queue: list[int]) -> None:
    for _time in range(2):
        services.print_all(grace.event, by=devt_officer, now=timezone.now())
    for pk in queue:
        making.make(pk)

    assert Printing.objects.get().count == 1
    services.print_all(grace.event, by=devt_officer, now=timezone.now())
    assert Printing.objects.get().content is None


def test_a_file_is_for_whoever_asked(
    client: Client, grace: Participant, devt_officer: User, devt_administrator: User
) -> None:
    PrintingFactory.create(event=grace.event, requested_by=devt_officer)
    client.force_login(devt_administrator)

    assert client.get(file_of(grace.event)).status_code == 404
    assert "Make all certificates" in client.get(of_all(grace.event)).text


def test_a_failure_is_told(
    client: Client, grace: Participant, devt_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing = services.print_all(grace.event, by=devt_officer, now=timezone.now())
    monkeypatch.setattr(making, "typeset", lambda *_args, **_more: 1 / 0)
    making.make(printing.pk)
    client.force_login(devt_officer)

    page = client.get(of_all(grace.event)).text

    assert "They could not be made." in page
    assert "Make all certificates" in page


def test_whoever_is_of_devt_no_more_gets_nothing(grace: Participant, devt_officer: User) -> None:
    printing = services.print_all(grace.event, by=devt_officer, now=timezone.now())
    devt_officer.roles.all().delete()

    making.make(printing.pk)

    printing.refresh_from_db()
    assert (printing.state, printing.content) == ("failed", None)


def test_a_days_old_file_goes_and_what_waits_is_handed_over_again(
    client: Client, grace: Participant, devt_officer: User, queue: list[int]
) -> None:
    now = timezone.now()
    old = PrintingFactory.create(
        event=grace.event, requested_by=devt_officer, requested_at=now - dt.timedelta(hours=24, seconds=1)
    )
    kept = PrintingFactory.create(requested_at=now - dt.timedelta(hours=23))
    waiting = PrintingFactory.create(
        state="waiting", content=None, requested_at=now - dt.timedelta(minutes=3)
    )
    PrintingFactory.create(state="waiting", content=None)
    lost = PrintingFactory.create(state="waiting", content=None, requested_at=now - dt.timedelta(minutes=21))
    client.force_login(devt_officer)
    assert client.get(file_of(grace.event)).status_code == 404

    periodic.sweep()

    assert not Printing.objects.filter(pk=old.pk).exists()
    assert Printing.objects.filter(pk=kept.pk).exists()
    assert queue == [waiting.pk]
    lost.refresh_from_db()
    assert lost.state == "failed"


def test_a_file_goes_with_a_person_who_is_erased(grace: Participant, devt_officer: User) -> None:
    PrintingFactory.create(event=grace.event, requested_by=devt_officer)
    other = PrintingFactory.create(requested_by=devt_officer)

    erase("Grace Wanjiku", [grace.code], by=devt_officer, reason="Asked for it.")

    assert list(Printing.objects.all()) == [other]


def test_a_ready_file_has_content(grace: Participant, devt_officer: User) -> None:
    with pytest.raises(IntegrityError, match="ready_with_content"), transaction.atomic():
        PrintingFactory.create(event=grace.event, requested_by=devt_officer, content=None)


def test_a_member_gets_those_of_its_own_people(
    client: Client, grace: Participant, ghana: Member, nsb_viewer: User
) -> None:
    ama = ParticipantFactory.create(event=grace.event, name="Ama Mensah", member=ghana, present=True)
    client.force_login(nsb_viewer)

    page = client.get(of_all(grace.event)).text

    assert "Grace Wanjiku" in page
    assert "Ama Mensah" not in page
    assert "All certificates in one file" not in page
    assert client.get(of_one(grace)).status_code == 200
    assert client.get(of_one(ama)).status_code == 404
    assert client.get(sheet_of(grace.event)).status_code == 403
    assert client.get(file_of(grace.event)).status_code == 403
    assert client.post(of_all(grace.event)).status_code == 403
    assert not Printing.objects.exists()
    assert "Make all" not in client.get(of_all(grace.event), headers={"HX-Request": "true"}).text
    panel = client.get(grace.event.get_absolute_url()).text
    assert "1 person on the list was present" in panel
    assert "Sign-in sheet (PDF)" not in panel


def test_others_get_none(
    client: Client, grace: Participant, other_nsb_editor: User, devco: User, donor: User
) -> None:
    found = {}
    for name, user in (("other", other_nsb_editor), ("devco", devco), ("donor", donor)):
        client.force_login(user)
        addresses = (of_all(grace.event), of_one(grace), sheet_of(grace.event), file_of(grace.event))
        found[name] = [client.get(address).status_code for address in addresses]
        assert "Sign-in sheet and certificates" not in client.get(grace.event.get_absolute_url()).text

    assert found == {"other": [404, 404, 403, 403], "devco": [403] * 4, "donor": [403] * 4}
    with pytest.raises(PermissionDenied):
        services.print_all(grace.event, by=other_nsb_editor, now=timezone.now())


def test_a_certificate_of_another_event_is_not_found(
    client: Client, grace: Participant, devt_officer: User
) -> None:
    other = ParticipantFactory.create(event__state="held", present=True)
    client.force_login(devt_officer)

    address = reverse("certificates:one", args=[grace.event.code, other.code])

    assert client.get(address).status_code == 404


def test_a_sheet_names_those_who_are_expected_once(
    client: Client, grace: Participant, kenya: Member, devt_officer: User
) -> None:
    NominationFactory.create(event=grace.event, name="Selected Person", member=kenya, state="selected")
    NominationFactory.create(event=grace.event, name="Wanjiku, Grace", member=kenya, state="selected")
    NominationFactory.create(event=grace.event, name="Waiting Person", member=kenya, state="waiting")
    ParticipantFactory.create(event=grace.event, name=ANONYMOUS, member=kenya)
    client.force_login(devt_officer)

    answer = client.get(sheet_of(grace.event))

    assert answer["Content-Disposition"] == 'attachment; filename="sign-in-sheet-EV-2013-100.pdf"'
    read = PdfReader(io.BytesIO(answer.content))
    assert [round(float(side)) for side in read.pages[0].mediabox[2:]] == [842, 595]
    text = " ".join(pages_of(answer.content))
    assert "SIGN-IN SHEET" in text
    assert "Cocoa & quality #1" in text
    assert "Workshop · 20 June 2013 to 21 June 2013 · Nairobi, Kenya · EV-2013-100" in text
    assert "Signature, 20 June 2013" in text
    assert "Signature, 21 June 2013" in text
    assert "Selected Person" in text
    assert text.count("Grace") == 1
    assert "Waiting Person" not in text
    assert ANONYMOUS not in text
    assert "May be asked later" in text
    assert "keeps your name with the record of this event for 3 years after the year of the event" in text
    assert "Sample data" not in text


def test_a_sheet_says_how_long_names_are_kept_and_that_data_are_samples(
    client: Client, event: Event, devt_officer: User
) -> None:
    Retention.objects.create(years=1)
    Event.objects.update(is_sample=True)
    client.force_login(devt_officer)

    text = sheet_text(client, event)

    assert "for 1 year after" in text
    assert "Sample data" in text


def test_a_cancelled_event_has_no_sheet(client: Client, event: Event, devt_officer: User) -> None:
    Event.objects.update(cancelled_at=timezone.now(), cancelled_because="Flood.")
    client.force_login(devt_officer)

    assert client.get(sheet_of(event)).status_code == 404
    assert "Sign-in sheet (PDF)" not in client.get(event.get_absolute_url()).text


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days"),
    [
        ("2013-06-20", "", ["20 June 2013"]),
        ("2013-06-30", "2013-07-01", ["30 June 2013", "1 July 2013"]),
        ("2013-06-01", "2013-06-06", ["……"] * 5),
        ("2013-06", "", ["……"] * 5),
        ("", "", ["……"] * 5),
    ],
)
def test_a_day_has_a_column(starts_on: str, ends_on: str, days: list[str]) -> None:
    assert days_of(Event(starts_on=starts_on, ends_on=ends_on)) == days


def test_the_language_is_that_of_whoever_asked(grace: Participant, devt_officer: User) -> None:
    with translation.override("fr"):
        printing = services.print_all(grace.event, by=devt_officer, now=timezone.now())
    making.make(printing.pk)

    printing.refresh_from_db()
    read = PdfReader(io.BytesIO(bytes(printing.content)))
    root: Any = read.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert "20 juin 2013" in pages_of(bytes(printing.content))[0]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client,
    event: Event,
    devt_officer: User,
    django_assert_num_queries: Any,
    count: int,
) -> None:
    ParticipantFactory.create_batch(count, event=event, present=True)
    client.force_login(devt_officer)
    printing = services.print_all(event, by=devt_officer, now=timezone.now())

    with django_assert_num_queries(8):
        client.get(of_all(event))
    with django_assert_num_queries(7):
        client.get(sheet_of(event))
    with django_assert_num_queries(7):
        making.make(printing.pk)


def test_anything_else_that_typst_refuses_is_an_error() -> None:
    with pytest.raises(typst.TypstError) as refused:
        typesetting.typeset("certificate", {}, day=DAY)

    assert not isinstance(refused.value, NoFontError)
