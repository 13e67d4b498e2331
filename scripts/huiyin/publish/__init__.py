"""Publish: a staged tree is checked, then swapped into place in one step."""
