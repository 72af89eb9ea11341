"""Understanding: what a message tells about the person, and what a question asks for. Rules over one spaCy parse."""

from memory.understand.pool import ReaderPool
from memory.understand.question import Question
from memory.understand.reader import Reader

__all__ = ["Question", "Reader", "ReaderPool"]
