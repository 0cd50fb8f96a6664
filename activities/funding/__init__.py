"""What donors agreed to give, what is planned to be spent, and what was: in own currencies and in francs."""
