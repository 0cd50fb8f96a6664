"""The portal is never left without an administrator, by whichever door two of them shut each other out."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import Role, User
from members.services.roles import end_role
from tests.factories.members import RoleFactory

Door = Callable[[User, Role], None]


def administrators() -> int:
    return Role.objects.current().filter(name="devt_administrator", user__is_active=True).count()


def by_ending_the_role(by: User, role: Role) -> None:
    try:
        end_role(by=by, role_id=role.pk, now=timezone.now())
    except (ValidationError, PermissionDenied):
        return


def by_switching_off(by: User, role: Role) -> None:
    change(by, role, {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0})


def by_dates(by: User, role: Role) -> None:
    dates = {"valid_from": "1 January 2010", "valid_to": "31 December 2012"}
    row = {"id": role.pk, "user": role.user_id, **dates}
    given = {f"roles-0-{name}": value for name, value in row.items()}
    change(by, role, {"is_active": "on", "roles-TOTAL_FORMS": 1, "roles-INITIAL_FORMS": 1, **given})


def change(by: User, role: Role, data: dict[str, object]) -> None:
    client = Client()
    client.force_login(by)
    person = {"name": role.user.name, "time_zone": role.user.time_zone}
    client.post(reverse("admin:members_user_change", args=[role.user_id]), person | data)


DOORS = [by_ending_the_role, by_switching_off, by_dates]


@pytest.fixture
def roles(transactional_db: None) -> list[Role]:
    since = dt.date(2010, 1, 1)
    return [RoleFactory.create(devt_administrator=True, valid_from=since) for _time in range(2)]


@pytest.mark.parametrize("door", DOORS)
def test_one_may_shut_the_other_out(roles: list[Role], door: Door) -> None:
    door(roles[0].user, roles[1])

    assert administrators() == 1


@pytest.mark.parametrize("door", DOORS)
def test_of_two_at_once_one_remains(roles: list[Role], door: Door) -> None:
    barrier = Barrier(2)

    def shut_out(by: Role, other: Role) -> None:
        try:
            person = User.objects.get(pk=by.user_id)
            barrier.wait()
            door(person, other)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for tried in [pool.submit(shut_out, *roles), pool.submit(shut_out, *reversed(roles))]:
            tried.result()

    assert administrators() == 1
