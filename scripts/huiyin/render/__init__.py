"""Render: site model → page plan with plain-data contexts → files."""
