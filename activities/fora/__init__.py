"""What heads of standards bodies take home from fora, and what fora decide."""
