"""The members that files on committees and statistics point at."""

from kernel.loading.problems import File
from members.models import Member


class KnownMembers:
    """Members by code, read once; a code that none has is a problem."""

    def __init__(self) -> None:
        self.by_code = Member.objects.in_bulk(field_name="iso2")

    def get(self, file: File, line: int, column: str, iso2: str) -> Member | None:
        member = self.by_code.get(iso2)
        if member is None:
            mend = "Correct the code, or add the member to members.csv and load that first."
            file.refuse(line, column, f"No member has the code {iso2}.", mend)
        return member
