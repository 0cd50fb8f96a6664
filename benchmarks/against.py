"""Two releases side by side: `python -m benchmarks.against http://127.0.0.1:8101 http://127.0.0.1:8102`.

Both are demonstrations (`make demo PORT=8101`), the earlier one of an earlier commit checked out beside.
Pages are asked in turn, one of each, as the same person; times are medians of fifteen.
"""

import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

PASSWORD = "sample sign-in 2013"  # noqa: S105
TIMES = 15
PLAN = "/plans/APDC-2011-2015/"
SIGN_IN = "/account/login/"
PAGES = (
    ("sign-in", "", SIGN_IN, ""),
    ("home", "devt@example.org", "/", ""),
    ("home of a member", "officer.ke@example.org", "/", ""),
    ("dashboard", "devt@example.org", f"{PLAN}dashboard/2013/", ""),
    ("dashboard of a member", "officer.ke@example.org", f"{PLAN}dashboard/2013/", ""),
    ("indicator", "devt@example.org", f"{PLAN}indicators/E1.2-1/", ""),
    ("indicator of a member", "officer.ke@example.org", f"{PLAN}indicators/E1.2-1/", ""),
    ("round", "devt@example.org", "", rf"({PLAN}rounds/\d+/)"),
    ("step", "officer.ke@example.org", "steps/1/", r"(/reports/\d+/)"),
)
"""Name, person, address, and where it stands on the person's home page."""


@dataclass
class Release:
    """A demonstration that runs, and the people who are signed in to it."""

    base: str
    people: dict[str, httpx.Client] = field(default_factory=dict)

    def person(self, email: str) -> httpx.Client:
        if email not in self.people:
            self.people[email] = (
                self.signed_in(email) if email else httpx.Client(follow_redirects=True, timeout=60)
            )
        return self.people[email]

    def signed_in(self, email: str) -> httpx.Client:
        session = httpx.Client(follow_redirects=True, timeout=60)
        page = session.get(self.base + SIGN_IN).text
        (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[:1]
        fields = {"csrfmiddlewaretoken": token, "login": email, "password": PASSWORD}
        session.post(self.base + SIGN_IN, data=fields, headers={"Referer": self.base + SIGN_IN})
        return session

    def address(self, email: str, path: str, found_by: str) -> str:
        if not found_by:
            return self.base + path
        home = self.person(email).get(self.base).text
        return self.base + re.findall(found_by, home)[0] + path

    def seconds(self, email: str, address: str) -> float:
        started = time.perf_counter()
        self.person(email).get(address).raise_for_status()
        return time.perf_counter() - started


def lines(first: Release, now: Release) -> Iterator[str]:
    yield "| page | earlier | now | ratio |"
    yield "| --- | --- | --- | --- |"
    for name, email, path, found_by in PAGES:
        addresses = [(each, each.address(email, path, found_by)) for each in (first, now)]
        tries = [[each.seconds(email, address) for each, address in addresses] for _time in range(TIMES)]
        before, after = (statistics.median(times) * 1000 for times in zip(*tries, strict=True))
        yield f"| {name} | {before:,.0f} ms | {after:,.0f} ms | {after / before:.2f} |"


def main() -> None:
    for line in lines(*map(Release, sys.argv[1:])):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
