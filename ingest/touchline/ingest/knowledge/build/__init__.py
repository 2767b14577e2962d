"""Builds the packaged tables from openly licensed sources and the hand-written tables."""
