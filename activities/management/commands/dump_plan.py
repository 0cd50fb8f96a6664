from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from activities.loading.dump import dump_plan
from kernel.loading.problems import LoadingError
from outputs.loading.choice import plan_named


class Command(BaseCommand):
    help = "Writes a plan as a file that load_plan reads; loading it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="file to write; standard output without it")
        parser.add_argument("--plan", default="", help="code of the plan; needed where there are several")

    def handle(self, **options: Any) -> None:
        try:
            text = dump_plan(plan_named(options["plan"]))
        except LoadingError as error:
            raise CommandError(str(error)) from None
        if options["path"]:
            options["path"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
