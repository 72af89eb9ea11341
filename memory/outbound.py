"""Packages that would report home are told not to, before they are imported: nothing leaves this machine unasked."""

from __future__ import annotations

import os

OFF = {
    "ORT_DISABLE_TELEMETRY": "1",  # ONNX Runtime reads it as it is imported; its own switch comes too late
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "HF_HUB_DISABLE_TELEMETRY": "1",  # Hugging Face, for a model that RETOLD_MODEL names
    "DO_NOT_TRACK": "1",
}


def forbid_telemetry() -> None:
    """Switches the telemetry of other packages off for this process and those it starts; nothing switches it on."""
    os.environ.update(OFF)
