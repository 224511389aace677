"""The commands of kb.py, one per module. To add one: write the module with its `COMMAND` and name it here.

The docstring of the module is the command's help. Import the core (`knowledge`) inside functions only: the help
must come without an environment. The list is in the order of use, which is the order of the help.
"""

NAMES = (
    *(
        "serve",
        "build",
        "check",
        "explain",
        "new",
        "import",
        "apply",
        "rename",
        "merge",
        "translated",
        "reviewed",
        "tidy",
    ),
    *("ledger", "impact", "test", "due", "tasks", "links", "schemas", "codeowners"),
    *("status", "search", "offline", "bench", "lock"),
)
