"""The taught part of the reader: one pass of an encoder over a message, and what its heads say of the words."""

from memory.reading.taught.tagged import (
    AskTag,
    ClauseTag,
    FactTag,
    MentionTag,
    Tagged,
    WhenTag,
)
from memory.reading.taught.tagger import Tagger

__all__ = ["AskTag", "ClauseTag", "FactTag", "MentionTag", "Tagged", "Tagger", "WhenTag"]
