"""New records: what a contributor gives becomes a record in its place, written as people write it here."""
