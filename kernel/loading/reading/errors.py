class UnreadableFileError(Exception):
    """A file that is not read at all: in one sentence why, how to mend it, and in which row it shows."""

    def __init__(self, wrong: str, mend: str = "", *, row: int = 0) -> None:
        super().__init__(f"{wrong} {mend}".rstrip())
        self.wrong, self.mend, self.row = str(wrong), str(mend), row
