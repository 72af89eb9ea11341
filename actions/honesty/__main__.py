"""`python -m actions.honesty [FOLDER]` reads every authored line of a bot as the guard would; part of `make lint`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from actions.catalog import read_catalog
from actions.honesty.guard import CLAIM, LEARNED, PERSONAL, Guard
from actions.suggest import reason_of
from memory.embeddings import load_embedder

BOT = Path(__file__).resolve().parents[2] / "bot"

NO_MEMORY = {"link", "count", "files", "residue", "day", "level", "days", "places", "numbers", "country", "what", "why",
             "reason", "times"}  # fmt: skip
"""Places in a response that no memory fills: one with any other goes out with receipts."""

FEWEST_WORDS = 4
"""A text in code of fewer words is a name or a key."""


def main(folder: Path = BOT) -> int:
    guard = Guard(load_embedder())
    refused = 0
    for where, line in (*authored_lines(folder), *filled_lines(folder)):
        told = () if set(re.findall(r"\{(\w+)\}", line)) - NO_MEMORY else None
        for finding in guard.mend(line, told).findings:
            if where.split(":")[0].endswith(".py") and finding.rule in (CLAIM, PERSONAL, LEARNED):
                continue  # channels speak of files, links and accounts; what they may say is not listed
            refused += 1
            print(f"{where}: {finding.rule}: {finding.sentence}")
    if refused:
        print(f"{refused} sentences cannot be said by software: docs/honesty.md says why and what to do.")
    return refused


def authored_lines(folder: Path) -> Iterator[tuple[str, str]]:
    """Every line that people may get to read, with where it stands."""
    for path in sorted((folder / "domain").glob("**/*.yml")):
        for name, variants in (read(path).get("responses") or {}).items():
            for variant in variants:
                yield f"{path.name} {name}", variant.get("text") or ""
                yield from ((f"{path.name} {name} button", b.get("title") or "") for b in variant.get("buttons") or ())
    for name in ("about_me.yml", "catalog.yml", "crisis.yml"):
        if (folder / name).exists():
            yield from ((f"{name} {where}", text) for where, text in texts_in(read(folder / name)))
    for path in sorted((folder / "channels").glob("*.py")):
        yield from ((f"{path.name}:{line}", text) for line, text in texts_in_code(path))


def filled_lines(folder: Path) -> Iterator[tuple[str, str]]:
    """Responses with what other files of the author's put into them, as people get to read them."""
    told: dict[str, list[dict[str, str]]] = {}
    if (folder / "about_me.yml").exists():
        told["detail"] = [{"detail": one["text"]} for one in read(folder / "about_me.yml") if "text" in one]
    if (folder / "catalog.yml").exists():
        items = read_catalog(folder / "catalog.yml")
        told["near"] = [{"near": item.text} for item in items]
        told["far"] = [{"far": item.text, "reason": reason_of(item)} for item in items]
    for path in sorted((folder / "domain").glob("**/*.yml")):
        for name, variants in (read(path).get("responses") or {}).items():
            for text in (variant.get("text") or "" for variant in variants):
                for values in (one for place, all_ in told.items() if f"{{{place}}}" in text for one in all_):
                    filled = text
                    for place, value in values.items():
                        filled = filled.replace(f"{{{place}}}", value.strip())
                    yield f"{path.name} {name}, filled", filled


def texts_in(data: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """The values that are sentences; what a pattern looks for or people say is none of the bot's."""
    if isinstance(data, str):
        if data.rstrip()[-1:] in tuple(".!?"):
            yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in ("pattern", "example", "examples", "words", "matches"):
                yield from texts_in(value, f"{where} {key}".strip())
    elif isinstance(data, list):
        for number, value in enumerate(data, start=1):
            yield from texts_in(value, f"{where} {number}".strip())


def texts_in_code(path: Path) -> Iterator[tuple[int, str]]:
    """The sentences in a module that are no docstrings and in no log line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("logger."):
            silent |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            text = node.value
            if len(text.split()) >= FEWEST_WORDS and text.rstrip()[-1:] in tuple(".!?"):
                yield node.lineno, text


def read(path: Path) -> Any:
    """What an author's file holds, a mapping or a list."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


if __name__ == "__main__":
    sys.exit(1 if main(*map(Path, sys.argv[1:2])) else 0)
