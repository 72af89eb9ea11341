"""Shows what each threshold of the reader keeps rightly and wrongly: `python -m training.sweep tuned`.

The messages are tagged once. Then one threshold after the other takes other values while the rest stay as they are.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from memory.reading import Context
from memory.reading.reader import TaughtReader
from memory.reading.taught import Tagged, Tagger
from memory.reading.taught.export import export_folder
from memory.reading.thresholds import DEFAULT, Thresholds
from training.annotations import Message
from training.ends import messages, score_facts, sought
from training.reader.gold import Example

VALUES: Mapping[str, Sequence[float]] = {
    "fact": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7),
    "told": (0.4, 0.5, 0.6, 0.7, 0.8, 1.1),
    "untold": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
    "tells": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5),
    "when": (0.5, 0.6, 0.7, 0.8),
    "negated": (0.3, 0.4, 0.5, 0.6, 0.7),
}

Read = Sequence[tuple[Example, Message, datetime]]


class Tagging:
    """A tagger that has read the messages before."""

    def __init__(self, by_text: Mapping[tuple[str, str | None], Tagged]) -> None:
        self._by_text = by_text

    def tag(self, text: str, in_reply_to: str | None = None) -> Tagged:
        """What was seen in `text`. Raises KeyError for one that was not read."""
        return self._by_text[text, in_reply_to]


def score(read: Read, tags: Tagging, thresholds: Thresholds) -> Counter[str]:
    """The figures of `training.ends` of facts."""
    reader, count = TaughtReader(tags, thresholds), Counter[str]()
    for example, message, sent_at in read:
        reading = reader.read(example.text, Context(sent_at, in_reply_to=example.bot))
        score_facts(sought(example, message), reading, count, [])
    return count


def show(name: str, value: float, count: Counter[str]) -> None:
    right, said, sought_ = count["all but attribute"], count["said"], count["sought"]
    print(
        f"{name:8s} {value:.2f}  found {count['found'] / sought_:.3f}  right {right / sought_:.3f}"
        f"  of said right {right / max(said, 1):.3f}  F1 {2 * right / (said + sought_):.3f}"
        f"  nothing told {count['too much, nothing told'] / max(said, 1):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["taught", "tuned"])
    read = list(messages(parser.parse_args().part))
    tagger = Tagger.load(export_folder())
    tags = Tagging({(one.text, one.bot): tagger.tag(one.text, one.bot) for one, _, _ in read})
    sweep(read, tags)


def sweep(read: Read, tags: Tagging) -> None:
    """Prints every value of every threshold."""
    for name, values in VALUES.items():
        for value in values:
            show(name, value, score(read, tags, replace(DEFAULT, **{name: value})))


if __name__ == "__main__":
    main()
