"""Without Redis the cache is a table of the database: everything works, and limits hold."""

import pytest
from django.conf import LazySettings
from django.core.cache import cache, caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache
from django.test import Client
from rest_framework.throttling import AnonRateThrottle

from actionplan.embedded.ports import free_port
from kernel.cache import FALLBACK, SteadyCache
from members.models import User
from tests.factories.members import PASSWORD

pytestmark = pytest.mark.django_db

OF_THE_CLIENT = {"get_backend_timeout"}
"""Methods of Django's backend that ask Redis nothing."""


@pytest.fixture
def redis_away(settings: LazySettings) -> None:
    away = settings.CACHES["default"] | {"LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = settings.CACHES | {"default": away}


def test_every_method_that_asks_redis_is_asked_of_the_fallback() -> None:
    asking = {
        name for name, value in vars(RedisCache).items() if callable(value) and not name.startswith("_")
    }

    ours = {name for name in vars(SteadyCache) if hasattr(BaseCache, name) and not name.startswith("_")}

    assert ours == asking - OF_THE_CLIENT


@pytest.mark.usefixtures("redis_away")
def test_what_is_kept_without_redis_is_kept_for_every_process() -> None:
    cache.set("chart", "<svg/>", 60)

    assert cache.get("chart") == "<svg/>"
    assert caches[FALLBACK].get("chart") == "<svg/>"
    assert cache.add("chart", "another") is False
    assert cache.get_or_set("other", 1) == 1
    assert cache.incr("other") == 2
    assert cache.get_many(["chart", "other"]) == {"chart": "<svg/>", "other": 2}
    cache.delete("chart")
    assert cache.get("chart") is None


@pytest.mark.usefixtures("redis_away")
def test_guessing_passwords_is_slowed_down_without_redis(client: Client, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    guess = {"login": "somebody@example.org", "password": "wrong password"}

    answers = [client.post("/account/login/", guess) for _attempt in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.usefixtures("redis_away")
def test_the_api_counts_requests_without_redis(
    client: Client, devco: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "get_rate", lambda _self: "2/min")
    guess = {"email": devco.email, "password": "wrong password"}

    answers = [client.post("/api/v1/auth/token/", guess, "application/json") for _attempt in range(3)]

    assert [answer.status_code for answer in answers] == [400, 400, 429]


@pytest.mark.usefixtures("redis_away")
def test_people_sign_in_without_redis(client: Client, devco: User) -> None:
    response = client.post("/account/login/", {"login": devco.email, "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
