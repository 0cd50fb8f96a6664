"""What production refuses to start with: each weak setting in a sentence, with how to mend it."""

import ipaddress
from collections.abc import Callable, Iterator
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from actionplan.settings.environment import Environment

SHORTEST_KEY, FEWEST_SIGNS = 50, 15
KEY_HINT = 'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
WELL_KNOWN_KEYS = (
    *("django-insecure-", "only-for-checks", "only-while-building"),
    *("development-only-", "test-only-", "change-me", "changeme", "secret", "your-secret-key"),
)
"""What keys begin with that stand where everyone can read them."""
WELL_KNOWN_PASSWORDS = {"change-me", "changeme", "password", "postgres", "portal", "redis", "secret"}
MAIL_CATCHERS = {"mailpit", "mailhog", "maildev", "mailcatcher", "smtp4dev"}
POSTGRESQL = {"postgres", "postgresql", "pgsql"}
REDIS = {"redis", "rediss", "unix"}

Problems = Iterator[str]


def problems_of(environment: Environment) -> list[str]:
    """All at once, in the order of the variables; empty where production may start."""
    return [words for check in CHECKS for words in check(environment)]


def is_this_machine(host: str | None) -> bool:
    """Whether a host is reached by a socket or the loopback: nobody else is on the line."""
    if not host or host == "localhost" or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(url: SplitResult) -> str:
    """The host of an address, or the path of its socket; empty for PostgreSQL's own socket."""
    asked = parse_qs(url.query).get("host", [""])[0]
    return asked or unquote(url.hostname or "")


def password_of(url: SplitResult) -> str:
    return unquote(url.password or "") or parse_qs(url.query).get("password", [""])[0]


def check_secret_key(environment: Environment) -> Problems:
    key = environment.secret_key
    if not key:
        yield f"SECRET_KEY is not set. {KEY_HINT}"
    elif key.lower().startswith(WELL_KNOWN_KEYS):
        yield f"SECRET_KEY is one that others know: it stands in an example. {KEY_HINT}"
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS:
        yield f"SECRET_KEY can be guessed: it needs {SHORTEST_KEY} random characters or more. {KEY_HINT}"


def check_database(environment: Environment) -> Problems:
    url = urlsplit(environment.database_url)
    if not environment.database_url:
        yield "DATABASE_URL is not set. Write it as postgresql://user:password@host:port/name."
    elif url.scheme not in POSTGRESQL:
        yield "DATABASE_URL names no PostgreSQL, which the portal needs. Begin it with postgresql://."
    else:
        yield from check_password("DATABASE_URL", url)


def check_redis(environment: Environment) -> Problems:
    url = urlsplit(environment.redis_url)
    if not environment.redis_url:
        yield "REDIS_URL is not set. Write it as redis://:password@host:port/0."
    elif url.scheme not in REDIS:
        yield "REDIS_URL names no Redis. Begin it with redis://, rediss:// or unix://."
    else:
        yield from check_password("REDIS_URL", url)


def check_password(name: str, url: SplitResult) -> Problems:
    password = password_of(url)
    if password.lower() in WELL_KNOWN_PASSWORDS:
        yield f"{name} has a password that anyone would try first. Choose one of your own."
    elif not password and not is_this_machine(host_of(url)):
        yield (
            f"{name} reaches over the network without a password. Give it one;"
            " only a socket or the loopback of the same machine does without."
        )


def check_hosts(environment: Environment) -> Problems:
    names = environment.allowed_hosts
    if not names:
        yield "ALLOWED_HOSTS is not set. Name the hosts under which people reach the portal."
    elif any("*" in name or name == "." for name in names):
        yield "ALLOWED_HOSTS lets any host in. Name the portal's own instead of *."


def is_trial(environment: Environment) -> bool:
    """A try on one's own machine: nobody else reads what goes over its lines."""
    return is_this_machine(urlsplit(environment.base_url).hostname)


def check_address(environment: Environment) -> Problems:
    url = urlsplit(environment.base_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        yield "BASE_URL is no address. Write it as https://portal.example.org."
    elif url.scheme == "http" and not is_trial(environment):
        yield "BASE_URL is read by everyone on the way. Begin it with https://, unless it is http://localhost."


def check_proxies(environment: Environment) -> Problems:
    if environment.trusted_proxies < 0:
        yield "TRUSTED_PROXIES is below zero. Count the proxies before the portal; 0 for none."


def check_mail(environment: Environment) -> Problems:
    host = environment.email_host.lower()
    if not host or is_trial(environment):
        return
    if host.partition(".")[0] in MAIL_CATCHERS:
        yield (
            f"EMAIL_HOST is {host}, which catches e-mails for a try: they would reach nobody."
            " Name your mail server, or leave it empty until there is one."
        )
    elif not (environment.email_use_tls or environment.email_in_clear or is_this_machine(host)):
        yield (
            "EMAIL_USE_TLS is off, so e-mails and their links would cross the network in clear."
            " Switch it on, or say that you mean it: EMAIL_IN_CLEAR=true."
        )


CHECKS: tuple[Callable[[Environment], Problems], ...] = (
    *(check_secret_key, check_database, check_redis, check_hosts, check_address),
    *(check_proxies, check_mail),
)
