"""The index: which of a person's memories is near to a vector. Rebuilt from the ledger at will."""

from memory.index.chroma import Index, open_index
from memory.index.sound import holds_people, is_sound

__all__ = ["Index", "holds_people", "is_sound", "open_index"]
