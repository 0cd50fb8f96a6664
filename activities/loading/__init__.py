"""Activities of a plan file, and the whole file read and written."""
