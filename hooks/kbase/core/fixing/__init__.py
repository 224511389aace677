"""What `check --fix` sets right by itself: nothing about which two people could differ."""
