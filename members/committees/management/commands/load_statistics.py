from kernel.imports.command import LoadCommand
from members.committees.loading.importers import STATISTICS


class Command(LoadCommand):
    help = "Loads official statistics by member and year: committee participation and certificates."
    importer = STATISTICS
    files = {
        "participation": "participation_by_year.csv",
        "certificates": "iso_survey_certificates.csv",
        "quality": "quality_notes.csv",
    }
