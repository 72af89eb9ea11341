"""Imports spaCy without torch, which its library thinc would import for kinds of models that we do not use.

It saves about ten CPU-seconds at the start and 200 MB. Source: thinc 8.3, `thinc/compat.py`.
"""

import sys

_MISSING = "torch" not in sys.modules
if _MISSING:
    sys.modules["torch"] = None  # type: ignore[assignment]
try:
    import spacy  # noqa: F401
finally:
    if _MISSING:
        del sys.modules["torch"]
