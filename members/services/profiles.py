"""What people change about themselves."""

from django.db import transaction

from members.models import User


@transaction.atomic
def update_profile(*, user: User, name: str, time_zone: str) -> User:
    user.name, user.time_zone = name, time_zone
    user.save(update_fields=["name", "time_zone"])
    return user
