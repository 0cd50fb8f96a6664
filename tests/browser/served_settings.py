"""Settings of `make demo` with static files in a folder of the test."""

import os
from pathlib import Path

from actionplan.settings.demo import *  # noqa: F403 - settings build on each other

STATIC_ROOT = Path(os.environ["STATIC_ROOT"])
