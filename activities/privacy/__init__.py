"""How long records say who somebody is, and how that is taken out of them."""
