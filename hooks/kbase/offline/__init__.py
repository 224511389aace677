"""The packages that are read without a network, one module per package, and the check that one is intact."""
