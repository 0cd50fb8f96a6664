"""Where upper apps show what they have of an activity."""

from kernel.joints import PanelPlace

ACTIVITY_PAGE = PanelPlace("activities.activity")
