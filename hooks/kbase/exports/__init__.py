"""The base as data for other programs: records in, the content of files out. Nothing here knows the site builder."""
