"""The packages that are read without a network, a module each, and the check that one of them is whole."""
