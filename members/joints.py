"""Where upper apps show what they have of a member."""

from kernel.joints import PanelPlace

MEMBER_PAGE = PanelPlace("members.member")
