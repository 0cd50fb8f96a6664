from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kernel.imports.errors import ImportRefusedError
from kernel.imports.undoing import undo
from kernel.models import Import


class Command(BaseCommand):
    help = "Takes back all that an import wrote, unless somebody has changed or built on it since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="which the command or page that imported said")

    def handle(self, *, number: int, **options: Any) -> None:
        try:
            undo(number)
        except Import.DoesNotExist:
            raise CommandError(f"There is no import {number}.") from None
        except ImportRefusedError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Import {number} was undone.")
