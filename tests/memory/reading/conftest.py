"""The exported reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory.reading.taught.export import export, export_folder, is_exported


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What set-up exported; a fresh export where there is none of these weights."""
    folder = export_folder()
    if not is_exported(folder):
        folder = tmp_path_factory.mktemp("reader")
        export(folder)
    return folder
