"""Spelling in both languages: English by hunspell's en_GB, Russian by hunspell's ru_RU or by pymorphy3.

It stands apart from the table `CHECKS`, since it needs dictionaries that a machine may lack: whoever wants it hands
`run_checks` a speller. `kb.py check` does; the build of the site does not, so that the site never depends on them.

    texts         the base's own words with their places
    accepted      what is right though no dictionary has it: names of records, and the lists in `words`
    rule          `misspelled`, the check
    dictionaries  the spellers: one that reads dictionaries, and one that remembers their answers in a file
"""
