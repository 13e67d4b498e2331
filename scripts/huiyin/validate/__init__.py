"""Validate: sources → typed records, and every problem in words an editor can act on."""
