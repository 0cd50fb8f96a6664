"""The questions that tell whether web server, worker and beat are well."""

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from redis import Redis

from actionplan import health, serve
from actionplan.embedded.ports import free_port
from actionplan.settings.environment import Environment
from kernel.beat import HeartbeatScheduler


@pytest.mark.django_db
def test_health_page_needs_no_sign_in_and_tells_nothing_else(client: Client) -> None:
    response = client.get("/health/")

    assert response.status_code == 200
    assert response.json() == {"database": True, "redis": True}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_redis_that_is_away_is_told_and_the_server_stays_in_service(
    client: Client, settings: LazySettings
) -> None:
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"

    response = client.get("/health/")

    assert response.status_code == 200
    assert response.json() == {"database": True, "redis": False}


def test_a_web_server_that_answers_is_well(live_server: LiveServer) -> None:
    assert health.web_is_well(live_server.url) is True
    assert health.web_is_well(live_server.url, host="portal.example.org") is True


def test_a_web_server_that_is_not_there_is_not_well() -> None:
    assert health.web_is_well(f"http://127.0.0.1:{free_port()}") is False


def test_a_redis_that_is_not_there_has_neither_worker_nor_beat() -> None:
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    assert health.beat_is_well(nowhere) is False
    assert health.worker_is_well(nowhere, seconds=0.1) is False


@pytest.mark.django_db(transaction=True)
def test_each_tick_of_beat_renews_a_heartbeat_that_expires() -> None:
    with Redis.from_url(settings.CELERY_BROKER_URL) as redis:
        redis.delete(health.BEAT_KEY)
        assert health.beat_is_well(settings.CELERY_BROKER_URL) is False

        from actionplan.celery import app  # noqa: PLC0415 - needs the settings

        HeartbeatScheduler(app=app).tick()

        assert health.beat_is_well(settings.CELERY_BROKER_URL) is True
        assert 0 < redis.ttl(health.BEAT_KEY) <= health.BEAT_SECONDS


@pytest.mark.parametrize(("hosts", "name"), [("", ""), ("*", ""), (".example.org, localhost", "example.org")])
def test_the_web_server_is_asked_by_a_name_it_answers_to(
    monkeypatch: pytest.MonkeyPatch, hosts: str, name: str
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert health.known_name() == name


@pytest.mark.parametrize("module", [health, serve])
def test_an_unknown_process_is_refused_with_an_explanation(
    module: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert module.main(["post"]) == 2
    assert "`worker`" in capsys.readouterr().err


def test_environment_decides_address_and_number_of_processes() -> None:
    environment = Environment(host="::1", port=9000, web_concurrency=3, celery_concurrency=5)
    assert serve.web(environment)[:6] == [
        "gunicorn",
        "actionplan.wsgi:application",
        "--bind",
        "[::1]:9000",
        "--workers",
        "3",
    ]
    assert "5" in serve.worker(environment)


def test_e_mails_have_a_worker_of_their_own() -> None:
    environment = Environment(celery_concurrency=5)

    queues = {name: command(environment) for name, command in serve.PROCESSES.items() if name != "web"}

    assert queues["worker"][6:12] == ["--queues", "celery", "--hostname", "celery@%h", "--concurrency", "5"]
    assert queues["mail"][6:12] == ["--queues", "mail", "--hostname", "mail@%h", "--concurrency", "1"]
    assert settings.CELERY_TASK_ROUTES == {"kernel.tasks.send_email": {"queue": "mail"}}
