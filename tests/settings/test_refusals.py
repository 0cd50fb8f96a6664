"""What production refuses to start with, as tables of cases."""

import os
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from actionplan.settings.environment import Environment
from actionplan.settings.refusals import BOUNDS, CHECKS, problems_of

PROJECT = Path(__file__).resolve().parents[2]
RANDOM = "oD3x-8mVq_Rz0pLk7YwTn2cJhB9sGfXeU5aN6iQtMrCdKvWySbEj4lHgPuZ1"
GOOD: dict[str, Any] = {
    "secret_key": RANDOM,
    "database_url": "postgresql://portal:nQ8v2LxT@db.example.org:5432/portal",
    "redis_url": "redis://:kT4wZ9mR@redis.example.org:6379/0",
    "allowed_hosts": ["portal.example.org"],
    "base_url": "https://portal.example.org",
    "trusted_proxies": 1,
    "email_host": "mail.example.org",
    "email_use_tls": True,
}
KEY = "SECRET_KEY"


def refused(**change: object) -> list[str]:
    """The variables of which problems tell."""
    return [words.split()[0] for words in problems_of(Environment(**GOOD | change))]


def test_good_settings_are_taken() -> None:
    assert problems_of(Environment(**GOOD)) == []


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("", [KEY]),
        ("short", [KEY]),
        (RANDOM[:49], [KEY]),
        (RANDOM[:50], []),
        ("ab" * 40, [KEY]),
        ("x" * 64, [KEY]),
        ("0123456789abcdef" * 4, [KEY]),
        ("abcdefghijklmnopqrstuvwxyz" * 2, [KEY]),
        (string.ascii_letters + string.digits, [KEY]),
        (RANDOM[:20] * 3, [KEY]),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", []),
        ("django-insecure-" + GOOD["secret_key"], [KEY]),
        ("Change-Me-" + GOOD["secret_key"], [KEY]),
        ("only-for-checks-7b1f4c9e2a6d8053f1e9c4b7a2d6e8f0-Zq3", [KEY]),
        ("development-only-" + "x" * 50, [KEY]),
        ("test-only-" + "x" * 50, [KEY]),
    ],
)
def test_keys(key: str, expected: list[str]) -> None:
    assert refused(secret_key=key) == expected


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("", False),
        ("sqlite:////srv/portal.sqlite3", False),
        ("mysql://portal:nQ8v2LxT@db.example.org/portal", False),
        ("postgresql://portal@db.example.org/portal", False),
        ("postgresql://portal:@db.example.org/portal", False),
        ("postgresql://db.example.org/portal", False),
        ("postgresql://portal@10.0.0.7/portal", False),
        ("postgresql://portal@[2001:db8::1]/portal", False),
        ("postgresql://portal@/portal?host=db.example.org", False),
        ("postgresql://portal@127.0.0.1/portal?host=db.example.org", False),
        ("postgresql://portal@127.0.0.1,10.0.0.5/portal", False),
        ("postgresql://portal@127.0.0.1:5432,db.example.org:5432/portal", False),
        ("postgresql://portal@localhost/portal?hostaddr=10.0.0.10", False),
        ("postgresql://portal@/portal?host=/run/postgresql,10.0.0.10", False),
        ("postgresql://portal@/portal?host=/run/postgresql&host=10.0.0.10", False),
        ("postgresql://portal@localhost/portal?service=elsewhere", False),
        ("postgresql://portal@/portal?host=/run/postgresql,127.0.0.1", True),
        ("postgresql://portal@localhost/portal?hostaddr=127.0.0.1", True),
        ("postgresql://portal:a@localhost/portal", False),
        ("postgresql://portal:123456@db.example.org/portal", False),
        ("postgresql://portal:1234567890@db.example.org/portal", False),
        ("postgresql://portal:abababab@db.example.org/portal", False),
        ("postgresql://portal:Password123@db.example.org/portal", False),
        ("postgresql://actionplan:ActionPlan@db.example.org/portal", False),
        ("postgresql://portal:iso-plan-2011@db.example.org/iso-plan-2011", False),
        ("postgresql://portal:db.example.org@db.example.org/portal", False),
        ("postgresql://portal:nQ8v2LxT@db.example.org/portal?password=123456", False),
        ("postgresql://portal:change-me@localhost:5432/portal", False),
        ("postgresql://portal:postgres@db.example.org/portal", False),
        ("postgresql://portal:nQ8v2LxT@db.example.org/portal", True),
        ("postgres://portal:nQ8v2LxT@db.example.org/portal", True),
        ("postgresql://portal@db.example.org/portal?password=nQ8v2LxT", True),
        ("postgresql://portal@127.0.0.1:5432/portal", True),
        ("postgresql://portal@127.8.9.1/portal", True),
        ("postgresql://portal@[::1]/portal", True),
        ("postgresql://portal@localhost/portal", True),
        ("postgresql:///portal", True),
        ("postgresql:///portal?host=/run/postgresql", True),
        ("postgresql://portal@%2Frun%2Fpostgresql/portal", True),
        ("postgresql://portal@localhost.example.org/portal", False),
        ("postgresql://portal@[::1/portal", False),
    ],
)
def test_databases(url: str, is_taken: bool) -> None:
    assert refused(database_url=url) == ([] if is_taken else ["DATABASE_URL"])


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("", False),
        ("memory://", False),
        ("redis://redis.example.org:6379/0", False),
        ("redis://:@redis/0", False),
        ("redis://user@redis/0", False),
        ("redis://:change-me@localhost:6379/0", False),
        ("redis://:a@redis.example.org:6379/0", False),
        ("redis://localhost:6379/0?host=redis.example.org", False),
        ("rediss://redis.example.org/0", False),
        ("redis://:kT4wZ9mR@redis:6379/0", True),
        ("rediss://user:kT4wZ9mR@redis.example.org/0", True),
        ("redis://127.0.0.1:6379/0", True),
        ("redis://localhost/0", True),
        ("redis://[::1]:6379/0", True),
        ("unix:///run/redis/redis.sock?db=1", True),
    ],
)
def test_stores_of_redis(url: str, is_taken: bool) -> None:
    assert refused(redis_url=url) == ([] if is_taken else ["REDIS_URL"])


@pytest.mark.parametrize(
    ("names", "is_taken"),
    [
        ([], False),
        (["*"], False),
        (["portal.example.org", "*"], False),
        (["*.example.org"], False),
        (["."], False),
        ([".org"], False),
        ([".org."], False),
        (["portal.example.org", ".localhost"], False),
        ([".example.org"], True),
        (["portal.example.org", "localhost"], True),
    ],
)
def test_hosts(names: list[str], is_taken: bool) -> None:
    found = [name for name in refused(allowed_hosts=names) if name == "ALLOWED_HOSTS"]
    assert found == ([] if is_taken else ["ALLOWED_HOSTS"])


PUBLIC, OWN = ["portal.example.org"], ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("address", "names", "is_taken"),
    [
        ("http://portal.example.org", PUBLIC, False),
        ("http://localhost.example.org", ["localhost.example.org"], False),
        ("portal.example.org", PUBLIC, False),
        ("ftp://portal.example.org", PUBLIC, False),
        ("https://", PUBLIC, False),
        ("https://portal.example.org/?a=1", PUBLIC, False),
        ("https://portal.example.org/#a", PUBLIC, False),
        ("https://user:nQ8v2LxT@portal.example.org", PUBLIC, False),
        ("https://user@portal.example.org", PUBLIC, False),
        ("https://other.example.org", PUBLIC, False),
        ("https://portal.example.org.evil.example", [".example.org"], False),
        ("http://127.0.0.1:8000", PUBLIC, False),
        ("http://localhost:8000", [*PUBLIC, "localhost"], False),
        ("http://localhost:8000", ["127.0.0.1"], False),
        ("https://[portal.example.org", PUBLIC, False),
        ("https://portal.example.org/plan", PUBLIC, True),
        ("https://portal.example.org:8443", [".example.org"], True),
        ("http://localhost:8000", OWN, True),
        ("http://127.0.0.1:8000", OWN, True),
        ("http://[::1]:8000", OWN, True),
    ],
)
def test_addresses(address: str, names: list[str], is_taken: bool) -> None:
    assert refused(base_url=address, allowed_hosts=names) == ([] if is_taken else ["BASE_URL"])


NUMBERS = [name for name, field in Environment.model_fields.items() if field.annotation is int]


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_has_its_bounds(name: str) -> None:
    least, most = BOUNDS[name]

    assert refused(**{name: least}) == refused(**{name: most}) == []
    assert refused(**{name: least - 1}) == refused(**{name: most + 1}) == [name.upper()]
    assert most < 100_000


@pytest.mark.parametrize(("level", "is_taken"), [("LOUD", False), ("info", False), ("ERROR", True)])
def test_log_levels(level: str, is_taken: bool) -> None:
    assert refused(log_level=level) == ([] if is_taken else ["LOG_LEVEL"])


TRIAL = {"base_url": "http://localhost:8000", "allowed_hosts": ["localhost"]}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"email_host": ""}, []),
        ({"email_host": "mailpit"}, ["EMAIL_HOST"]),
        ({"email_host": "MailHog.internal.example.org"}, ["EMAIL_HOST"]),
        ({"email_host": "mailpit", "email_use_tls": False}, ["EMAIL_HOST"]),
        ({"email_host": "mailpit", "email_use_tls": False} | TRIAL, []),
        (
            {"email_host": "mailpit", "email_use_tls": False, "base_url": "http://localhost:8000"},
            ["BASE_URL", "EMAIL_HOST"],
        ),
        ({"email_use_tls": False}, ["EMAIL_USE_TLS"]),
        ({"email_use_tls": False, "email_in_clear": True}, []),
        ({"email_use_tls": False, "email_host": "localhost"}, []),
        ({"email_use_tls": False, "email_host": "127.0.0.1"}, []),
        ({"email_use_tls": False, "email_host": "10.0.0.5"}, ["EMAIL_USE_TLS"]),
    ],
)
def test_mail(change: dict[str, object], expected: list[str]) -> None:
    assert refused(**change) == expected


ALL_WRONG = {
    "secret_key": "",
    "database_url": "sqlite://",
    "redis_url": "redis://redis/0",
    "allowed_hosts": ["*"],
    "base_url": "http://portal.example.org",
    "trusted_proxies": -1,
    "log_level": "LOUD",
    "email_host": "mailpit",
}


def test_all_problems_are_told_at_once_each_with_what_to_do() -> None:
    problems = problems_of(Environment(**ALL_WRONG))

    assert len(problems) == len(CHECKS) == len(ALL_WRONG)
    assert [words for words in problems if not re.fullmatch(r"[A-Z_]+ .+\. .+", words)] == []


def start(**change: str) -> subprocess.CompletedProcess[str]:
    """The production settings, loaded by a process of their own."""
    given = {name.upper(): str(value) for name, value in GOOD.items() if name != "allowed_hosts"}
    ours = {"ALLOWED_HOSTS": "portal.example.org", "DJANGO_SETTINGS_MODULE": "actionplan.settings.production"}
    code = "from django.conf import settings as s; print(s.SECURE_HSTS_PRELOAD, s.DEBUG, s.DEMO)"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"]} | given | ours | change,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_good_settings_and_preload_is_a_choice() -> None:
    assert start().stdout == "False False False\n"
    assert start(HSTS_PRELOAD="true").stdout == "True False False\n"


def test_production_says_all_that_is_wrong_and_no_secret() -> None:
    ended = start(ALLOWED_HOSTS="*", SECRET_KEY="kept-to-oneself", EMAIL_HOST="mailpit")

    assert ended.returncode == 1
    said = ended.stderr[ended.stderr.index("The portal does not start") :]
    assert re.findall(r"^- ([A-Z_]+)", said, flags=re.MULTILINE) == [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "EMAIL_HOST",
    ]
    assert "kept-to-oneself" not in ended.stderr


PUBLISHED = [
    path
    for pattern in (
        ".env.example",
        "Makefile",
        "Dockerfile",
        "docker-compose.yml",
        "README.md",
        "docs/**/*.md",
    )
    for path in sorted(PROJECT.glob(pattern))
]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_nothing_that_is_published_would_do(path: Path) -> None:
    """A key or password that anyone can read here starts no production."""
    text = path.read_text(encoding="utf-8")
    keys = re.findall(r"^[ #]*(?:RUN )?SECRET_KEY[=:] *([^\s$#]+)", text, flags=re.MULTILINE)
    addresses = re.findall(r"(DATABASE_URL|REDIS_URL)[=:] *([a-z]+://[^\s\\]+)", text)

    assert [key for key in keys if not refused(secret_key=key)] == []
    with_password = [(name, url) for name, url in addresses if re.search(r":[^/@$]+@", url)]
    assert [url for name, url in with_password if not refused(**{name.lower(): url})] == []


def compose_defaults() -> dict[str, str]:
    """What docker-compose.yml gives the web server where .env says nothing."""
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    given = compose["services"]["web"]["environment"]
    return {name: re.sub(r"\$\{\w+(?::-([^}]*)|:\?[^}]*)?\}", r"\1", value) for name, value in given.items()}


def test_compose_as_it_is_is_a_trial_and_not_the_real_service() -> None:
    """Its catcher of e-mails is refused as soon as the portal has a real address."""
    own = {"SECRET_KEY": GOOD["secret_key"]} | {
        name: GOOD[name.lower()] for name in ("DATABASE_URL", "REDIS_URL")
    }
    trial = {name.lower(): value for name, value in (compose_defaults() | own).items() if value}
    trial["allowed_hosts"] = [trial["allowed_hosts"]]

    assert problems_of(Environment(**trial)) == []
    real = trial | {"base_url": "https://portal.example.org", "allowed_hosts": ["portal.example.org"]}
    assert [words.split()[0] for words in problems_of(Environment(**real))] == ["EMAIL_HOST"]


def test_the_image_is_built_with_settings_that_are_taken() -> None:
    """They stand before the command that collects the styles; the key is made on the spot."""
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    line = re.search(r"^RUN SECRET_KEY=(.+?)\n    python manage", text, flags=re.MULTILINE | re.DOTALL)
    assert line
    given: dict[str, Any] = {
        name.lower(): value for name, value in re.findall(r"([A-Z_]{3,})=([^\s\\]+)", line[1])
    }
    given["allowed_hosts"] = [given["allowed_hosts"]]

    assert problems_of(Environment(**given, secret_key=RANDOM)) == []
