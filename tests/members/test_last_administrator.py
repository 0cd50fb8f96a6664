"""The portal is never left without an administrator."""

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


def administrators() -> int:
    return Role.objects.current().filter(name="devt_administrator").count()


@pytest.mark.django_db(transaction=True)
def test_two_that_end_each_other_at_once() -> None:
    roles = [RoleFactory.create(devt_administrator=True) for _time in range(2)]
    barrier = Barrier(2)

    def end(by: int, role: int) -> str:
        try:
            barrier.wait()
            end_role(by=User.objects.get(pk=by), role_id=role, now=timezone.now())
        except (ValidationError, PermissionDenied) as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        tried = [
            pool.submit(end, one.user_id, other.pk) for one, other in zip(roles, reversed(roles), strict=True)
        ]
        answers = [one.result() for one in tried]

    assert sorted(map(bool, answers)) == [False, True]
    assert administrators() == 1


@pytest.mark.django_db
def test_the_other_one_may_be_switched_off(client: Client, devt_administrator: User) -> None:
    other = RoleFactory.create(devt_administrator=True, user__email="other@example.org").user
    client.force_login(devt_administrator)

    client.post(
        reverse("admin:members_user_change", args=[other.pk]),
        {"name": other.name, "time_zone": other.time_zone, "roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0},
    )

    other.refresh_from_db()
    assert (other.is_active, administrators()) == (False, 2)
