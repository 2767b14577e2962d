"""Folding: the key under which an alias is looked up.

A key is the words of a text (runs of letters and digits) in lower case without accents, joined by single spaces.
Punctuation parts words, so "Bodø/Glimt", "Saint-Étienne" and "St. Pauli" match however they are typed; a possessive
at the end is dropped, also one that a tokeniser cut off ("Newcastle 's"). Letters that Unicode does not decompose
(ø, ł, ß, the Turkish i without a dot) have their usual Latin stand-ins. The German and Nordic way of writing ö as oe
gives a second key, since both spellings occur: "Özil" is found as "Ozil" and as "Oezil".
"""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "fold_all"]

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("øØ", "o"), **dict.fromkeys("łŁ", "l"), **dict.fromkeys("đĐðÐ", "d"), "ß": "ss", "ẞ": "ss",
        **dict.fromkeys("æÆ", "ae"), **dict.fromkeys("œŒ", "oe"), "\u0131": "i", **dict.fromkeys("þÞ", "th"), "ħ": "h",
        **dict.fromkeys("əƏ", "e"), "&": " ",
    }
)  # fmt: skip
_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_ASCII = "".join(chr(n).lower() if chr(n).isalnum() else " " for n in range(128))
_APOSTROPHES = "'’‘`´ʼ"  # noqa: RUF001


def fold(text: str) -> str:
    """The key of a text; empty where it has neither letter nor digit.

    >>> fold("Bodø/Glimt"), fold("Newcastle 's"), fold("1. FC Köln"), fold("Brighton & Hove Albion")
    ('bodo glimt', 'newcastle', '1 fc koln', 'brighton hove albion')
    """
    if text[-1:] in "sS" and text[-2:-1] in _APOSTROPHES and len(text) > 2:  # noqa: PLR2004
        text = text[:-2]
    if not text.isascii():
        text = _plain(text)
        if not text.isascii():
            return " ".join("".join(c if c.isalnum() else " " for c in text).split())
    return " ".join(text.translate(_ASCII).split())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS).casefold()


def fold_all(text: str) -> tuple[str, ...]:
    """Every key of a text, the one of `fold` first; without empty ones.

    >>> fold_all("Mesut Özil"), fold_all("Arsenal"), fold_all("&")
    (('mesut ozil', 'mesut oezil'), ('arsenal',), ())
    """
    key = fold(text)
    if text.isascii():
        return (key,) if key else ()
    other = fold(text.translate(_TWO_LETTERS))
    return tuple(k for k in (key, other) if k) if other != key else ((key,) if key else ())
