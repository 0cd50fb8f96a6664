"""What a figure was computed from, down to the values of members."""
