from activities.events.register import EVENTS
from kernel.imports.command import LoadCommand
from kernel.registers.files import FILE, importer


class Command(LoadCommand):
    help = "Loads events, such as those of 2009 to 2016 that public sources tell of."
    importer = importer(EVENTS)
    files = {FILE: "records/events.csv"}
