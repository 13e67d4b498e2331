"""Huiyin (回音): publish a people's congress as a static site."""

__version__ = "0.1.0"
