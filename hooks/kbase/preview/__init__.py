"""What `kb.py serve` needs beside the pages: it knows no MkDocs, and imports little, so that it answers at once."""

START_AGAIN = 75
"""The exit code of a preview whose own code has changed."""
