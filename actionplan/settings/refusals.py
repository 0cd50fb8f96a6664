"""What production refuses to start with: each weak setting in a sentence, with how to mend it."""

import ipaddress
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.http.request import validate_host

from actionplan.settings.environment import Environment

SHORTEST_KEY, FEWEST_SIGNS = 50, 15
PIECE = 5
"""Signs in a row that come twice in a random key almost never."""
SHORTEST_PASSWORD, FEWEST_SIGNS_OF_PASSWORD = 8, 5
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
HOST_PARAMETERS = ("host", "hostaddr", "service")
"""How the query of an address names hosts; a service stands in a file and could name any."""
BOUNDS = {
    "trusted_proxies": (0, 5),
    "web_concurrency": (1, 64),
    "celery_concurrency": (1, 64),
    "port": (1, 65535),
    "email_port": (1, 65535),
}
"""The least and the most of each number."""
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

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


def split(address: str) -> SplitResult:
    """The parts of an address; of what cannot be taken apart, none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def hosts_of(url: SplitResult) -> list[str]:
    """All hosts that an address may reach, and paths of sockets; empty for PostgreSQL's own socket."""
    parts = url.netloc.rpartition("@")[2].split(",")
    hosts = [unquote(split(f"//{part}").hostname or "") for part in parts]
    query = parse_qs(url.query)
    asked = [name for key in HOST_PARAMETERS for value in query.get(key, []) for name in value.split(",")]
    return hosts + asked


def passwords_of(url: SplitResult) -> set[str]:
    found = {unquote(url.password or ""), *parse_qs(url.query).get("password", [])}
    return found - {""}


def has_pattern(key: str) -> bool:
    """Whether a text repeats itself, or mostly counts up or down as the alphabet does."""
    pieces = {key[start : start + PIECE] for start in range(len(key) - PIECE + 1)}
    steps = [abs(ord(after) - ord(before)) <= 1 for before, after in pairwise(key)]
    return 4 * len(pieces) < 3 * (len(key) - PIECE + 1) or 2 * sum(steps) > len(steps)


def check_secret_key(environment: Environment) -> Problems:
    key = environment.secret_key
    if not key:
        yield f"SECRET_KEY is not set. {KEY_HINT}"
    elif key.lower().startswith(WELL_KNOWN_KEYS):
        yield f"SECRET_KEY is one that others know: it stands in an example. {KEY_HINT}"
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or has_pattern(key):
        yield f"SECRET_KEY can be guessed: it needs {SHORTEST_KEY} random characters or more. {KEY_HINT}"


def check_database(environment: Environment) -> Problems:
    url = split(environment.database_url)
    if not environment.database_url:
        yield "DATABASE_URL is not set. Write it as postgresql://user:password@host:port/name."
    elif url.scheme not in POSTGRESQL:
        yield "DATABASE_URL names no PostgreSQL, which the portal needs. Begin it with postgresql://."
    else:
        yield from check_password("DATABASE_URL", url)


def check_redis(environment: Environment) -> Problems:
    url = split(environment.redis_url)
    if not environment.redis_url:
        yield "REDIS_URL is not set. Write it as redis://:password@host:port/0."
    elif url.scheme not in REDIS:
        yield "REDIS_URL names no Redis. Begin it with redis://, rediss:// or unix://."
    else:
        yield from check_password("REDIS_URL", url)


def check_password(name: str, url: SplitResult) -> Problems:
    passwords = passwords_of(url)
    if any(is_guessed(password, url) for password in passwords):
        yield (
            f"{name} has a password that can be guessed: it is short, common or a name."
            f" Choose one of {SHORTEST_PASSWORD} random characters or more."
        )
    elif not passwords and not all(is_this_machine(host) for host in hosts_of(url)):
        yield (
            f"{name} reaches over the network without a password. Give it one;"
            " only a socket or the loopback of the same machine does without."
        )


def is_guessed(password: str, url: SplitResult) -> bool:
    low = password.lower()
    names = {unquote(url.username or "").lower(), url.path.strip("/").lower(), *hosts_of(url)}
    is_short = len(low) < SHORTEST_PASSWORD or len(set(low)) < FEWEST_SIGNS_OF_PASSWORD
    is_known = low in WELL_KNOWN_PASSWORDS | names or low in CommonPasswordValidator().passwords
    return is_short or is_known or has_pattern(low)


def check_hosts(environment: Environment) -> Problems:
    names = environment.allowed_hosts
    if not names:
        yield "ALLOWED_HOSTS is not set. Name the hosts under which people reach the portal."
    elif any("*" in name or (name.startswith(".") and "." not in name[1:].strip(".")) for name in names):
        yield "ALLOWED_HOSTS lets strange hosts in. Name the portal's own, without * or a bare ending."


def is_trial(environment: Environment) -> bool:
    """A try on one's own machine: nobody else reads what goes over its lines, or is let in."""
    hosts = (split(environment.base_url).hostname, *environment.allowed_hosts)
    return all(is_this_machine(host and host.strip("[]")) for host in hosts)


def check_address(environment: Environment) -> Problems:
    url = split(environment.base_url)
    host, names = url.hostname or "", environment.allowed_hosts
    if url.scheme not in {"http", "https"} or not host or url.query or url.fragment:
        yield "BASE_URL is no address. Write it as https://portal.example.org."
    elif "@" in url.netloc:
        yield "BASE_URL holds a user or a password, and stands in every e-mail. Leave them out."
    elif url.scheme == "http" and not is_this_machine(host):
        yield "BASE_URL is read by everyone on the way. Begin it with https://, unless it is http://localhost."
    elif names and not validate_host(f"[{host}]" if ":" in host else host, names):
        yield "BASE_URL has a host that the portal does not answer to. Name the same host in ALLOWED_HOSTS."
    elif url.scheme == "http" and not is_trial(environment):
        yield "BASE_URL is in clear while ALLOWED_HOSTS lets others in. Begin it with https://."


def check_numbers(environment: Environment) -> Problems:
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(environment, name) <= most:
            yield f"{name.upper()} is out of bounds. Give a number from {least} to {most}."


def check_log_level(environment: Environment) -> Problems:
    if environment.log_level not in LOG_LEVELS:
        yield f"LOG_LEVEL is none that is known. Choose one of {', '.join(LOG_LEVELS)}."


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
    *(check_numbers, check_log_level, check_mail),
)
