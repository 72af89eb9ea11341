"""What is wanted of an assistant tells nothing of a life; what is needed or wished in it does."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.reading import Context
from memory.reading.adapter import ReadingReader
from memory.reading.taught.loading import WEIGHTS
from memory.reading.taught.requests import REQUESTS, RequestHead

TAUGHT = Path(__file__).parents[3] / "memory" / "reading" / "taught"
NOW = Context(datetime(2026, 3, 11, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("find me a rental car in denver", "i need to ring my aunt in denver before friday"),
        ("move fifty dollars from savings to checking", "i moved my piano to the attic"),
        ("i want to know the exchange rate of the yen", "i want to see Japan before i'm forty"),
        ("book a table for two at the corner bistro", "we booked a table for my mum's birthday"),
    ],
)
def test_a_request_tells_nothing_and_a_need_of_ones_own_is_told(
    one_reader: ReadingReader, wanted: str, told: str
) -> None:
    read = one_reader.read(wanted, NOW)
    assert read.facts == ()
    assert "want.other" in [act.name for act in read.acts]
    assert one_reader.read(told, NOW).facts


def test_what_is_asked_to_be_remembered_is_kept_though_it_is_a_request(one_reader: ReadingReader) -> None:
    assert one_reader.read("please remember that I need to renew my passport in May", NOW).facts


def test_a_head_of_another_reader_is_refused(tmp_path: Path) -> None:
    shutil.copy(TAUGHT / REQUESTS, tmp_path)
    (tmp_path / WEIGHTS).write_bytes(b"another")
    with pytest.raises(ValueError, match="python -m training.requests"):
        RequestHead.load(tmp_path, tmp_path / WEIGHTS)
