"""What the commands of kb.py share. Standard library only: it runs before there is an environment."""
