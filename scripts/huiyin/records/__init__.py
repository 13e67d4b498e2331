"""Nouns of the field, as typed records: one module a noun, no rule that needs two records."""
