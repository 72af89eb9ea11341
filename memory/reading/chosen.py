"""Which reader reads: the rules, or what was taught."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from memory.reading.adapter import ReadingReader
from memory.understand.reader import Reader

ReaderName = Literal["rules", "taught"]


def open_reader(
    name: ReaderName, crisis: Sequence[re.Pattern[str]] = (), *, export: Path | None = None
) -> Reader | ReadingReader:
    """The reader of this name; `export` is the folder of the tagger's export, set-up's where it is not given.

    Raises:
        FileNotFoundError: the tagger was not exported.
    """
    if name == "rules":
        return Reader(crisis=crisis)
    from memory.reading.reader import TaughtReader
    from memory.reading.taught import Tagger
    from memory.reading.taught.export import export_folder

    return ReadingReader(TaughtReader(Tagger.load(export or export_folder())), crisis=crisis)
