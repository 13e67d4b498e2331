"""Load: files on disk → sources, every scalar as text with its file, line and column."""
