"""Extractors of claims: each reads a document whose mentions are linked, and proposes candidate claims.

`phrases` reads word patterns, `frames` reads verbs and their arguments, `document` reads line-ups, scores and lists.
The patterns themselves are data: `phrases.toml` and `frames.toml` beside this file.
"""
