"""From facts to figures: pure, and reads no request."""
