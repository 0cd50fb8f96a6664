"""What pages about members and people read."""

from members.models import User


def person_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()
