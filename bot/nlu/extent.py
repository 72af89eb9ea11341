"""How much of a text is read: all of what people tell in one message, and of a longer one its beginning.

The memory has the same (memory/understand/extent.py), of which the bot imports nothing; a test compares the two.
"""

from __future__ import annotations

READ_CHARS = 2_000
"""Some 350 words. docs/decisions.md has what reading them costs at worst."""

_SENTENCE_ENDS = (". ", "! ", "? ", "\n")


def part_read(text: str) -> str:
    """The text, or of one longer than READ_CHARS its beginning, up to the end of a sentence, else of a word."""
    if len(text) <= READ_CHARS:
        return text
    part = text[:READ_CHARS]
    sentence = max(part.rfind(mark) for mark in _SENTENCE_ENDS) + 1
    word = part.rfind(" ")
    return next((part[:end] for end in (sentence, word) if end > READ_CHARS // 2), part)
