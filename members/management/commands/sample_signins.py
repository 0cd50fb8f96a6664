"""`manage.py sample_signins`: how to sign in to a demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from members.models import User
from members.sample import PASSWORD, SAMPLE_PEOPLE


class Command(BaseCommand):
    help = "Prints e-mail address, password and role of each sample person, in a demonstration only."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Sample sign-ins exist in a demonstration only.")
        there = set(User.objects.filter(is_sample=True, is_active=True).values_list("email", flat=True))
        for person in SAMPLE_PEOPLE:
            if person.email in there:
                self.stdout.write(f"{person.email:<28} {PASSWORD:<22} {person.role_in_words}")
