class ImportRefusedError(Exception):
    """Nothing was changed; the message says why, for people."""
