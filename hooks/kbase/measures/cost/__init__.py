"""What a build and an edit cost, beside the stock site and at ten times the base."""
