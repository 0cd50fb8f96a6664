"""Pages of every register; each is given its register by the addresses."""
