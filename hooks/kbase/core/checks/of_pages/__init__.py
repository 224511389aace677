"""Rules that the pages of prose keep."""
