"""What keeps the portal from starting: upper apps say why, or nothing."""

from django.core.exceptions import ImproperlyConfigured

from kernel.joints import REFUSAL_TO_START, Start


def refuse_to_start() -> None:
    """Raise with all reasons, where there are any; web server, worker and beat call it first."""
    reasons = [words for words in REFUSAL_TO_START.call(Start()) if words]
    if reasons:
        raise ImproperlyConfigured(" ".join(reasons))
