"""A real worker makes the file of all certificates."""

import pytest
from django.utils import timezone

from activities.certificates import services
from activities.certificates.models import Printing
from activities.certificates.tasks import make_certificates
from members.models import User
from tests.factories.events import EventFactory, ParticipantFactory
from tests.pdf_files import pages_of
from tests.processes import wait_until, worker

QUEUE = "certificates"


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_what_was_asked_for(devt_officer: User) -> None:
    event = EventFactory.create(state="held", starts_on="2013-06-20", ends_on="2013-06-21")
    for name in ("Grace Wanjiku", "محمد الأمين"):
        ParticipantFactory.create(event=event, name=name, present=True)
    printing = services.print_all(event, by=devt_officer, now=timezone.now())

    with worker(queue=QUEUE):
        make_certificates.apply_async(args=[printing.pk], queue=QUEUE)
        wait_until(
            lambda: not Printing.objects.get(pk=printing.pk).is_waiting, "the certificates have been made"
        )

    printing.refresh_from_db()
    assert printing.is_ready
    assert len(pages_of(bytes(printing.content or b""))) == 2
