"""The memory of Retold: what people told, with its source, and nothing else. Knows nothing of Rasa or Slack.

from memory import open_memory

memory = open_memory(Path("var"))
memory.change_profile("ana", {"remembering": "on"})
memory.observe("ana", "I moved to Porto.", message_id="1", sent_at=datetime.now(timezone.utc), channel="web")
memory.recall("ana", "Where do I live?").matches[0].memory.quote
"""

from importlib import import_module
from typing import Any

# By name, so that reading a setting does not load a language model.
_PUBLIC = {
    "ErasureReport": "memory.models",
    "Memory": "memory.models",
    "MemoryService": "memory.service",
    "Observed": "memory.service.observed",
    "Profile": "memory.models",
    "Recalled": "memory.models",
    "RetoldError": "memory.errors",
    "Settings": "memory.settings",
    "open_memory": "memory.opening",
    "read_settings": "memory.settings",
}

__all__ = sorted(_PUBLIC)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'memory' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)
