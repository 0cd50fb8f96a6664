"""What the dashboard shows, for its page and for the API."""

from indicators.dashboard.selectors.dashboard import Dashboard, current_plan, dashboard

__all__ = ["Dashboard", "current_plan", "dashboard"]
