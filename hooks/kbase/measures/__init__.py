"""What `kb.py bench` measures, and what the tests hold the site to: the same functions for both."""
