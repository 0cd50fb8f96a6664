from activities.resources.register import RESOURCES
from kernel.imports.command import LoadCommand
from kernel.registers.files import FILE, importer


class Command(LoadCommand):
    help = "Loads resources, such as those of 2008 to 2016 that public sources tell of."
    importer = importer(RESOURCES)
    files = {FILE: "records/resources.csv"}
