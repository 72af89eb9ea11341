"""Recall: which memories answer a question, and which speak of a subject. Pure functions over a person's memories."""

from memory.recall.ranking import rank
from memory.recall.subjects import about

__all__ = ["about", "rank"]
