"""When figures are computed, by whom, and how they are kept."""
