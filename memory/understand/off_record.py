"""Words by which a message asks that nothing of it be noted."""

from __future__ import annotations

import re

BETWEEN_US = re.compile(
    r"\b(?:should|must|may|shall) not be (?:written|noted|kept|saved|stored|remembered)|\bnot for the record\b"
    r"|\b(?:just |strictly |only )?between (?:us|you and me|ourselves)\b"
    r"|\b(?:don['’]?t|do not|never|please not) (?:you )?(?:write|note|save|store|record|keep|remember) (?:this"
    r"|that|it|any of (?:this|that))\b"
    r"(?! (?:wrong|short|from|like))",
    re.IGNORECASE,
)
"""Words that ask for nothing of the message itself to be noted."""
