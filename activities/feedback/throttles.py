"""A code is read from a wall; whoever guesses many hears nothing more of wrong ones.

What keeps guessers out is the number of codes: people in one room share an address, and answer on.
"""

from typing import Any

from django.http import HttpRequest

from kernel.throttles import ByAddress


class Guesses(ByAddress):
    """Codes that nobody is asked by, from one address."""

    scope = "feedback-guesses"
    rate = "30/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def guesses_too_often(request: HttpRequest) -> bool:
    """Counts one more code that is wrong."""
    guesses: Any = Guesses()
    return not guesses.allow_request(request, None)
