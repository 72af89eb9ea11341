"""Where a message holds what opens something, by the rules that every text passes."""

from __future__ import annotations

from memory.reading.reading import Span
from memory.understand.openings import is_empty_answer
from memory.understand.secrets import asks_for_secret, find_secrets, is_bare_value, secret_pieces, speaks_of_secret


def secrets_of(text: str, in_reply_to: str | None) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The kinds of secrets in `text`, and where they stand; of an answer to a question for one, all of it."""
    found = find_secrets(text)
    if not found and text.strip():
        asked = asks_for_secret(in_reply_to) and not is_empty_answer(text)
        if asked or speaks_of_secret(in_reply_to) and is_bare_value(text):
            return ("password",), (Span(0, len(text)),)
    spans = [Span(start, end) for start, end, _ in found]
    low = text.lower()
    for piece in secret_pieces(text, found):
        at = low.find(piece)
        while at >= 0:
            spans.append(Span(at, at + len(piece)))
            at = low.find(piece, at + len(piece))
    return tuple(dict.fromkeys(kind for _, _, kind in found)), tuple(spans)
