"""Model: typed records → the linked, ordered, public site model with every computed figure."""
