"""Reading: a message becomes acts and facts, once. The format: ANNOTATION.md in `training`."""

from memory.reading.reading import (
    KEPT,
    Act,
    Asked,
    Clause,
    Context,
    Fact,
    Kind,
    Known,
    Mention,
    MessageReader,
    Modality,
    Reading,
    Span,
)

__all__ = [
    "KEPT",
    "Act",
    "Asked",
    "Clause",
    "Context",
    "Fact",
    "Kind",
    "Known",
    "Mention",
    "MessageReader",
    "Modality",
    "Reading",
    "Span",
]
