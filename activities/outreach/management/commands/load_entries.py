from activities.outreach.entries import ENTRIES
from kernel.imports.command import LoadCommand
from kernel.registers.files import FILE, importer


class Command(LoadCommand):
    help = "Loads stages and entries of contests, such as those of 2009 to 2016 that public sources tell of."
    importer = importer(ENTRIES)
    files = {FILE: "records/award_and_contests.csv"}
