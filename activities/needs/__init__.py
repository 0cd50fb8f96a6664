"""What members and regions ask for, ranked by them, and what answered it."""
