"""What is exact about a text: its days, its secrets, how it is said to the person, and what a question asks for."""

from memory.understand.pool import ReaderPool
from memory.understand.question import Question

__all__ = ["Question", "ReaderPool"]
