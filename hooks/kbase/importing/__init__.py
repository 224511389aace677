"""Sources from reference managers: CSL-JSON, BibTeX and RIS."""
