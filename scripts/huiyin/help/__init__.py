"""Help before the mistake: hover texts, the data dictionary, the list of codes, new records.

A room beside the stages: it reads what records and words say, and no stage needs it.
"""
