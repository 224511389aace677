"""How the knowledge base looks: views of records, templates, the words of the interface. Knows nothing of MkDocs."""
