"""Rules that the records keep."""
