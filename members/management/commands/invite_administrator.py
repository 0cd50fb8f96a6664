"""`manage.py invite_administrator EMAIL`: how the first administrator comes in."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.services.invitations import invite_first_administrator


class Command(BaseCommand):
    help = "Invites a DEVT administrator by e-mail; everyone else is then invited in the portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that gets the link")
        parser.add_argument(
            "--show-link", action="store_true", help="also print the link, where no e-mail is sent"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            invitation, link = invite_first_administrator(email=options["email"], now=timezone.now())
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(
            f"Invited {invitation.email}; the link works until {invitation.expires_at:%Y-%m-%d %H:%M} UTC."
        )
        if options["show_link"]:
            self.stdout.write(link)
