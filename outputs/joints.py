"""Where upper apps show what they have of a plan or an output."""

from kernel.joints import PanelPlace

PLAN_PAGE = PanelPlace("outputs.plan")
OUTPUT_PAGE = PanelPlace("outputs.output")
