"""The trained reader: a small encoder that reads a window of text once and judges every pair of mentions in it."""
