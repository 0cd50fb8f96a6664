"""`manage.py remove_second_factor EMAIL --reason WORDS`: for an administrator whom no other can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.selectors import person_of
from members.services.second_factor import remove_second_factor


class Command(BaseCommand):
    help = "Takes off a person's two-step sign-in, on record and with an e-mail to the person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument("--reason", required=True, help="kept on record, and told to the person")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_of(options["email"])
        reason = options["reason"].strip()
        if person is None or not reason:
            raise CommandError("Nobody signs in with this address." if reason else "Say why: --reason.")
        try:
            remove_second_factor(person_id=person.pk, by=None, reason=reason, now=timezone.now())
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"Two-step sign-in of {person.email} is off.")
