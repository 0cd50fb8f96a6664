"""The web server's own log: JSON lines like all others, without secrets.

Requests are logged once, by the portal; gunicorn's log of them is off.
"""

from typing import Any

from gunicorn.glogging import Logger

from kernel.logs import json_formatter


class GunicornLogger(Logger):
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(json_formatter())
