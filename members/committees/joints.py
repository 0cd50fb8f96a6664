"""Where upper apps show what they have of a committee."""

from kernel.joints import PanelPlace
from kernel.registers.declaration import ShownOn

COMMITTEE_PAGE = PanelPlace("committees.committee")
ON_COMMITTEE_PAGE = ShownOn(
    COMMITTEE_PAGE, ("committee",), "committee", ("committee",), names_it_by="reference"
)
"""Of registers that may tell everybody of which committee a record is."""
