"""Where upper apps show what they have of a need."""

from kernel.joints import PanelPlace

NEED_PAGE = PanelPlace("needs.need")
