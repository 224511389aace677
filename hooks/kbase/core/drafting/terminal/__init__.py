"""What `new` asks for in a terminal, and how an answer is taken."""
