"""Who takes part in which committee, and who leads it: lists of a year, as people keep and publish them."""
