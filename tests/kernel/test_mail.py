"""The outbox: nothing is lost, and nothing is sent twice but by a worker that died amid sending."""

import datetime as dt
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPServerDisconnected
from unittest.mock import patch

import pytest
from celery.contrib.testing.worker import start_worker
from django.core import mail as django_mail
from django.db import connections, transaction
from django.test.utils import override_settings
from pytest_django import Settings

from actionplan.celery import app
from kernel import outbox
from kernel.mail import send
from kernel.models import Email
from kernel.periodic import send_waiting_emails
from members.models import User

NOW = dt.datetime(2999, 1, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def templates(settings: Settings) -> None:
    """Three template files of an e-mail, in memory."""
    parts = {
        "emails/test/greeting.subject.txt": "Hello\n{{ name }} & co\n",
        "emails/test/greeting.txt": "Dear {{ recipient.name }}, {{ name }} & co: {{ base_url }}/x/",
        "emails/test/greeting.html": "<p>{{ name }}</p>",
    }
    options = settings.TEMPLATES[0]["OPTIONS"] | {
        "loaders": [("django.template.loaders.locmem.Loader", parts)]
    }
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"OPTIONS": options}]


@pytest.fixture
def waiting(db: None) -> Email:
    return Email.objects.create(to="a@example.org", subject="Subject", text="Text", html="<p>Text</p>")


@pytest.mark.usefixtures("templates")
def test_send_writes_an_email_per_recipient(devt_officer: User) -> None:
    emails = send(
        to=[devt_officer, "b@example.org", "B@example.org"],
        template="test/greeting",
        context={"name": "<Ann>"},
    )

    assert [email.to for email in emails] == ["devt@example.org", "B@example.org"]
    assert emails[0].subject == "Hello <Ann> & co"
    assert emails[0].text == "Dear Olga Officer, <Ann> & co: http://127.0.0.1:8000/x/\n"
    assert emails[0].html == "<p>&lt;Ann&gt;</p>"


@pytest.mark.usefixtures("templates")
@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_email_with_it() -> None:
    with transaction.atomic():
        send(to=["a@example.org"], template="test/greeting")
        transaction.set_rollback(True)

    assert Email.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("templates")
def test_a_worker_sends_after_commit() -> None:
    app.control.purge()
    with start_worker(app, pool="solo", queues=["celery", "mail"], perform_ping_check=False):
        with transaction.atomic():
            send(to=["a@example.org"], template="test/greeting", context={"name": "Ann"})
        wait_until_sent()

    assert [(message.to, message.subject) for message in django_mail.outbox] == [
        (["a@example.org"], "Hello Ann & co")
    ]


def wait_until_sent() -> None:
    for _ in range(200):
        if Email.objects.filter(sent_at__isnull=False).exists():
            return
        time.sleep(0.05)


def test_deliver_sends_text_and_html_once(waiting: Email) -> None:
    assert outbox.deliver(waiting.pk, now=NOW) is True
    assert outbox.deliver(waiting.pk, now=NOW) is False

    assert len(django_mail.outbox) == 1
    assert django_mail.outbox[0].body == "Text"
    assert django_mail.outbox[0].alternatives[0] == ("<p>Text</p>", "text/html")
    waiting.refresh_from_db()
    assert waiting.sent_at == NOW


def test_an_email_in_the_hands_of_one_worker_is_taken_by_no_other(waiting: Email) -> None:
    assert outbox.claim(waiting.pk, NOW) == waiting

    assert outbox.deliver(waiting.pk, now=NOW) is False
    assert outbox.due_emails(NOW) == []
    assert django_mail.outbox == []


def test_what_a_worker_did_not_give_back_is_sent_again_under_the_same_number(waiting: Email) -> None:
    outbox.message_of(waiting).send()
    outbox.claim(waiting.pk, NOW)

    assert outbox.deliver(waiting.pk, now=NOW + outbox.CLAIM) is True

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.claimed_until) == (1, None)
    numbers = {message.extra_headers["Message-ID"] for message in django_mail.outbox}
    assert numbers == {f"<{waiting.pk}.{waiting.created_at:%Y%m%d%H%M%S%f}@127.0.0.1>"}


def test_an_email_that_stops_its_worker_each_time_is_given_up(waiting: Email) -> None:
    Email.objects.update(attempts=Email.MOST_ATTEMPTS - 1, keeps_text=False)
    outbox.claim(waiting.pk, NOW)

    assert outbox.deliver(waiting.pk, now=NOW + outbox.CLAIM) is False

    waiting.refresh_from_db()
    assert (waiting.is_given_up, waiting.claimed_until, waiting.text) == (True, None, "")
    assert "which may have arrived" in waiting.error
    assert django_mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_send_the_same_email() -> None:
    email = Email.objects.create(to="a@example.org", subject="S", text="T", html="H")
    with transaction.atomic():
        Email.objects.select_for_update().get(pk=email.pk)
        sent = in_another_connection(lambda: outbox.deliver(email.pk, now=NOW))

    assert sent is False
    assert django_mail.outbox == []


def in_another_connection(function: Callable[[], bool]) -> bool:
    def run() -> bool:
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def test_a_failure_is_kept_and_tried_again_later(waiting: Email) -> None:
    with patch.object(django_mail.EmailMultiAlternatives, "send", side_effect=SMTPServerDisconnected("gone")):
        assert outbox.deliver(waiting.pk, now=NOW) is False

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.error, waiting.sent_at) == (1, "SMTPServerDisconnected: gone", None)
    assert waiting.next_attempt_at == NOW + dt.timedelta(minutes=2)
    assert outbox.deliver(waiting.pk, now=NOW + dt.timedelta(minutes=1)) is False
    assert outbox.deliver(waiting.pk, now=NOW + dt.timedelta(minutes=2)) is True


def test_without_a_mail_server_emails_wait(waiting: Email) -> None:
    with override_settings(EMAIL_HOST=""):
        assert outbox.deliver(waiting.pk, now=NOW) is False
        assert outbox.due_emails(NOW) == []

    assert outbox.due_emails(NOW) == [waiting.pk]


def test_after_the_last_attempt_an_email_waits_no_more(waiting: Email) -> None:
    Email.objects.update(attempts=Email.MOST_ATTEMPTS)

    assert outbox.due_emails(NOW) == []


@pytest.mark.django_db(transaction=True)
def test_the_sweep_finds_what_a_crash_left_behind() -> None:
    Email.objects.create(to="a@example.org", subject="Left", text="T", html="H")
    app.control.purge()
    with start_worker(app, pool="solo", queues=["celery", "mail"], perform_ping_check=False):
        send_waiting_emails.delay()
        wait_until_sent()

    assert [message.subject for message in django_mail.outbox] == ["Left"]


@pytest.fixture
def with_link(db: None) -> Email:
    return Email.objects.create(
        to="a@example.org",
        subject="Come in",
        text="https://portal.example.org/invitations/secret/",
        html="<p>secret</p>",
        keeps_text=False,
        link_ends_at=NOW + dt.timedelta(days=1),
    )


def copy_in_words(email: Email) -> tuple[str, str]:
    email.refresh_from_db()
    return email.text, email.html


def test_a_link_that_lets_in_is_forgotten_once_sent(with_link: Email) -> None:
    assert outbox.deliver(with_link.pk, now=NOW) is True

    assert copy_in_words(with_link) == ("", "")
    assert "secret" in str(django_mail.outbox[0].body)


def test_it_is_kept_while_it_waits_and_forgotten_once_given_up(with_link: Email) -> None:
    with patch.object(django_mail.EmailMultiAlternatives, "send", side_effect=SMTPServerDisconnected("gone")):
        outbox.deliver(with_link.pk, now=NOW)
        assert "secret" in copy_in_words(with_link)[0]
        Email.objects.update(attempts=Email.MOST_ATTEMPTS - 1, next_attempt_at=NOW)
        outbox.deliver(with_link.pk, now=NOW)

    assert copy_in_words(with_link) == ("", "")
    assert outbox.due_emails(NOW) == []


def test_it_is_neither_sent_nor_kept_once_the_link_has_ended(with_link: Email, waiting: Email) -> None:
    end = NOW + dt.timedelta(days=1)
    assert outbox.forget_dead_links(end - dt.timedelta(seconds=1)) == 0

    assert outbox.forget_dead_links(end) == 1

    assert copy_in_words(with_link) == ("", "")
    assert copy_in_words(waiting) == ("Text", "<p>Text</p>")
    assert outbox.due_emails(end) == [waiting.pk]
    assert outbox.deliver(with_link.pk, now=end) is False


def test_the_sweep_forgets_dead_links(with_link: Email) -> None:
    Email.objects.update(link_ends_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))

    send_waiting_emails()

    assert copy_in_words(with_link) == ("", "")
