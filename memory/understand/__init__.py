"""Understanding: what a message tells about the person, and what a question asks for. Rules over one spaCy parse."""

import memory.understand.spacy_alone  # noqa: F401, I001 (before anything that imports spaCy)
from memory.understand.question import Question
from memory.understand.reader import Reader

__all__ = ["Question", "Reader"]
