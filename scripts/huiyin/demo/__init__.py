"""Demo: a made-up congress of any size, the same for the same seed on any machine.

Not a stage of the pipeline: it only writes files that the pipeline can read.
"""
