"""What editors need to complete and explain the records while they are written."""
