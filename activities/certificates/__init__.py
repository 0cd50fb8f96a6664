"""Sign-in sheets and certificates of events, as PDF."""
