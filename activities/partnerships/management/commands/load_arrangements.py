from activities.partnerships.register import ARRANGEMENTS
from kernel.imports.command import LoadCommand
from kernel.registers.files import FILE, importer


class Command(LoadCommand):
    help = "Loads arrangements, such as those of 2005 to 2017 that public sources tell of."
    importer = importer(ARRANGEMENTS)
    files = {FILE: "records/arrangements.csv"}
