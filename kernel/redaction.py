"""Takes out of logs and error reports what would let their reader in, whoever wrote it there.

Links of invitations and of forgotten passwords are keys, and so are codes of feedback; what follows a
question mark is what people looked for, or such a link once more (`?next=/invitations/…`).
"""

import re
from collections.abc import Mapping
from typing import Any

from structlog.types import EventDict

TAKEN = "…"
KEYS = re.compile(r"(?<!/people)(/(?:invitations|reset/key|confirm-email|f)/)[^/\s\"'<>?#\\]+")
"""A test finds every address with a key in it and tries that it is taken out."""
QUERIES = re.compile(r"(?<=[^\s?])\?[^\s\"'<>\\]+")
NEVER_SENT = {"cookies", "data", "env", "query_string"}
"""Parts of a request that an error report leaves out."""


def without_secrets(said: Any) -> Any:
    """The same text, or everything in the same mapping or list, without keys and query strings."""
    if isinstance(said, str):
        return QUERIES.sub(f"?{TAKEN}", KEYS.sub(rf"\1{TAKEN}", said))
    if isinstance(said, Mapping):
        return {name: without_secrets(value) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [without_secrets(value) for value in said]
    return said


def redact_record(_logger: Any, _method: str, record: EventDict) -> EventDict:
    """The last step before a record of the log becomes a line."""
    return {name: without_secrets(value) for name, value in record.items()}


def redact_report(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any] | None:
    """The last step before a report leaves for Sentry; a request that was refused is no error of ours."""
    if str(event.get("logger")).startswith("django.security"):
        return None
    request = event.get("request", {})
    kept = {name: value for name, value in request.items() if name not in NEVER_SENT}
    redacted: dict[str, Any] = without_secrets(event | {"request": kept})
    return redacted


ERROR_REPORTS: dict[str, Any] = {
    "include_local_variables": False,  # passwords and answers of members stand in them
    "max_request_body_size": "never",
    "before_send": redact_report,
    "before_send_transaction": redact_report,
}
"""How Sentry is set up: what failed and where, and nothing of what people wrote."""
