"""The base as flat tables: CSV, SQLite, a row per record and per link, and what every column holds."""
