"""What keeps the portal from starting: upper apps register `refusal_to_start`, which says why, or nothing."""

from django.core.exceptions import ImproperlyConfigured

from kernel import registry

HOOK = "refusal_to_start"


def refuse_to_start() -> None:
    """Raise with all reasons, where there are any; web server, worker and beat call it first."""
    reasons = [words for words in registry.call(HOOK) if words]
    if reasons:
        raise ImproperlyConfigured(" ".join(reasons))
