"""Where upper apps show what they have of a record, and beside all registers."""

from kernel.joints import PanelPlace

RECORD_PAGE = PanelPlace("registers.record")
REGISTERS_PAGE = PanelPlace("registers.all")
