"""Ours and its peers side by side, on the same made-up congress. No test runs this."""
