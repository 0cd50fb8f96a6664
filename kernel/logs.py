"""Log records as JSON lines, each naming its request or task."""

import sys
from http import HTTPStatus
from typing import Any

import structlog
from structlog.types import EventDict, Processor

from kernel.database_away import is_database_away
from kernel.redaction import redact_record


def shorten(_logger: Any, _name: str, record: EventDict) -> EventDict:
    """One line for a database that is away: every request says the same, and the place is no matter."""
    given = record.get("exc_info")
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException) and is_database_away(error):
        del record["exc_info"]
        record["database_is_away"] = str(error).strip()
    return record


def calm(_logger: Any, _name: str, record: EventDict) -> EventDict:
    """A warning without a trace for a request that was refused: anyone can send them by the thousand."""
    code = getattr(record.get("_record"), "status_code", None)
    if isinstance(code, int) and code < HTTPStatus.INTERNAL_SERVER_ERROR:
        record.pop("exc_info", None)
        record["level"] = "warning" if record["level"] in {"error", "critical"} else record["level"]
    return record


EVERY_RECORD: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    shorten,
    calm,
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *EVERY_RECORD,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def json_formatter() -> structlog.stdlib.ProcessorFormatter:
    """For our own records and those of libraries alike."""
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            redact_record,
            structlog.processors.JSONRenderer(default=str),
        ],
        foreign_pre_chain=EVERY_RECORD,
    )
