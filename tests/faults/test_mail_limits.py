"""Sending has an end: a mail server that says nothing, or says it byte by byte, is left."""

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from kernel import outbox
from kernel.models import Email
from kernel.tasks import send_email
from tests.faults.mail_server import mail_server
from tests.processes import wait_until, worker

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]

SMTP = "django.core.mail.backends.smtp.EmailBackend"
QUEUE = "mail-limits"


@pytest.fixture
def waiting(transactional_db: None) -> Email:
    return Email.objects.create(to="a@example.org", subject="Subject", text="Text", html="<p>Text</p>")


def test_a_server_that_says_nothing_is_left_after_the_time_for_an_answer(
    waiting: Email, settings: Settings
) -> None:
    with mail_server() as mail:
        mail.answers.clear()
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", mail.port
        settings.EMAIL_TIMEOUT, settings.EMAIL_USE_TLS = 0.2, False

        assert outbox.deliver(waiting.pk, now=timezone.now()) is False

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.sent_at, waiting.claimed_until) == (1, None, None)
    assert waiting.error == "SMTPServerDisconnected: Connection unexpectedly closed: timed out"


def test_a_server_that_drips_is_left_after_the_time_for_the_whole(waiting: Email) -> None:
    with mail_server(drips=True) as mail:
        mail.answers.clear()
        here = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail.port), "EMAIL_USE_TLS": "false"}
        with worker(queue=QUEUE, settings_module="tests.faults.served_settings", **here):
            send_email.apply_async(args=[waiting.pk], queue=QUEUE, soft_time_limit=2)
            wait_until(lambda: Email.objects.filter(attempts=1).exists(), "the worker has given up waiting")

    waiting.refresh_from_db()
    assert (waiting.sent_at, waiting.claimed_until) == (None, None)
    assert waiting.error.startswith("SoftTimeLimitExceeded")
