"""What changes people: invitations, roles and profiles."""
