"""`manage.py compute_indicators`: compute what is due, here and now instead of by the worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from indicators import services
from indicators.models import Result
from indicators.runs import scheduler


class Command(BaseCommand):
    help = "Compute the indicators of the years that changed since they were computed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="compute every year of every plan again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            services.recompute_all()
        else:
            scheduler.compute_all_due()
        self.stdout.write(f"{Result.objects.count()} results are on record.")
