from kernel.imports.command import LoadCommand
from kernel.registers.files import FILE, importer
from members.participation.register import POSITIONS


class Command(LoadCommand):
    help = "Loads a list of who takes part in which committee, such as that of June 2025."
    importer = importer(POSITIONS)
    files = {FILE: "committee_roles_2025.csv"}
