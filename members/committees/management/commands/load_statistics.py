from typing import Any

from kernel.loading.changes import Summary
from kernel.loading.command import LoadCommand
from members.committees.loading.statistics import load_statistics


class Command(LoadCommand):
    help = "Loads official statistics by member and year: committee participation and certificates."
    files = {
        "participation": "participation_by_year.csv",
        "certificates": "iso_survey_certificates.csv",
        "quality": "quality_notes.csv",
    }

    def load(self, **options: Any) -> Summary:
        return load_statistics(**options)
