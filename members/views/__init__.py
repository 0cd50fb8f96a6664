"""Pages about members and people."""
