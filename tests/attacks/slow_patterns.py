"""Attacks every pattern of some packages with texts made from its own parts, and names those that are slow.

Run as a script: `python tests/attacks/slow_patterns.py CHARS LIMIT_S PACKAGE ...` prints a line for each slow pattern.
A package, or a module, is imported with all that is in it, and whatever it compiles meanwhile is attacked; so are
constant patterns inside functions, and what the readers of YAML files compile (`READERS`).
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from re import _parser as sre  # type: ignore[attr-defined]  # Python 3.11
except ImportError:
    import sre_parse as sre

ROOT = Path(__file__).parents[2]
READERS = {
    "actions.crisis": ("read_patterns",),
    "actions.honesty.rules": ("read_rules",),
    "bot.nlu.plain_words": ("read_words", ROOT / "bot" / "crisis.yml"),
}
MANY = 8
"""A repeat of at most so many is no loop."""
TRIES, SUFFIXES = 60, ("\x01", "!", " x")
BODIES = ["a", " ", "1", "1-", "'", '"', "a ", "A ", "my ", "i ", "no, ", ", ", "and ", "\n", "-", "_", ".", "(", "é"]

Found = dict[tuple[str, int], str]


def collect(packages: list[str]) -> Found:
    """Every pattern that the packages compile, with where: (pattern, flags) → "module:line"."""
    found: Found = {}
    compiled = re.compile

    def record(pattern: Any, flags: Any = 0) -> re.Pattern[Any]:
        made = compiled(pattern, flags)
        where = _row(sys._getframe(1), packages)
        if where and isinstance(made.pattern, str):
            found.setdefault((made.pattern, made.flags), where)
        return made

    re.compile = record  # type: ignore[assignment]
    try:
        for package in packages:
            for module in _modules(package):
                for pattern, flags, line in _inline(module):
                    found.setdefault((pattern, flags), f"{module.__name__}:{line}")
                if module.__name__ in READERS:
                    reader, *arguments = READERS[module.__name__]
                    getattr(module, str(reader))(*arguments)
    finally:
        re.compile = compiled
    return found


def _row(frame: Any, packages: list[str]) -> str:
    """Where the row stands that a pattern comes from: the outermost line of one module of ours."""
    where = ""
    while frame is not None:
        name = str(frame.f_globals.get("__name__"))
        if any(f"{name}.".startswith(f"{package}.") for package in packages):
            where = f"{name}:{frame.f_lineno}"
            if frame.f_code.co_name == "<module>":
                break
        elif not where:
            return ""  # compiled by a library
        frame = frame.f_back
    return where


def _modules(package: str) -> Iterator[Any]:
    root = importlib.import_module(package)
    yield root
    for found in pkgutil.walk_packages(getattr(root, "__path__", []), package + "."):
        if not found.name.endswith("__main__") and "migrations" not in found.name:
            yield importlib.import_module(found.name)


def _inline(module: Any) -> Iterator[tuple[str, int, int]]:
    """The patterns written into calls such as `re.search(r"...", text, re.I)`, as far as they are constant."""
    if not (module.__file__ or "").endswith(".py"):
        return
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr != "compile"):
            continue
        try:
            pattern = eval(compile(ast.Expression(node.args[0]), "", "eval"), vars(module))
            yield pattern, re.compile(pattern, re.I).flags, node.lineno
        except (NameError, AttributeError, TypeError, re.error):
            continue  # made from what the function is given


def attacks(pattern: str, flags: int, chars: int, rng: random.Random) -> Iterator[str]:
    """Texts of `chars` characters: what leads to a loop of the pattern, the loop's own text over and over, a misfit."""
    loops = list(_loops(sre.parse(pattern, flags & ~re.DEBUG), "", rng))
    rng.shuffle(loops)
    loops = loops[:TRIES] + [("", body) for body in BODIES]
    for before, body in loops:
        suffix = rng.choice(SUFFIXES)
        yield (before + body * (chars // len(body) + 1))[: chars - len(suffix)] + suffix


def _loops(tree: Any, before: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            if most > MANY:
                for _ in range(8):
                    body = _text(inner, rng) or "a"
                    yield before, body
                    yield before, body + (_text(inner, rng) or "a")
                    yield "", before + body
            yield from _loops(inner, before, rng)
            before += "".join(_text(inner, rng) for _ in range(least))
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _loops(branch, before, rng)
            before += _text(rng.choice(value[1]), rng)
        elif name == "SUBPATTERN":
            yield from _loops(value[-1], before, rng)
            before += _text(value[-1], rng)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _loops(value[1], before, rng)
        else:
            before += _text([(op, value)], rng)
    whole = before + _text(tree, rng)
    if whole:
        yield "", whole + " "


_CATEGORIES = {"DIGIT": "1", "SPACE": " ", "NOT_WORD": ","}


def _text(tree: Any, rng: random.Random) -> str:
    """A text that the tree matches, or nearly so: what looks around is left out."""
    out = []
    for op, value in tree:
        name = str(op)
        if name == "LITERAL":
            out.append(chr(value))
        elif name == "IN":
            out.append(_one_of(value, rng))
        elif name in ("ANY", "NOT_LITERAL"):
            out.append("a" if value != ord("a") else "b")
        elif name == "BRANCH":
            out.append(_text(rng.choice(value[1]), rng))
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            out.append(_text(value[-1] if name == "SUBPATTERN" else value, rng))
        elif name.endswith("_REPEAT"):
            least, most, inner = value
            out += [_text(inner, rng) for _ in range(rng.choice((least, min(max(least, 1), most))))]
    return "".join(out)


def _one_of(members: Any, rng: random.Random) -> str:
    if str(members[0][0]) == "NEGATE":
        shut = {chr(value) for op, value in members if str(op) == "LITERAL"}
        return next(mark for mark in 'a b,1x;"' if mark not in shut)
    op, value = rng.choice(members)
    if str(op) == "CATEGORY":
        return _CATEGORIES.get(str(value).removeprefix("CATEGORY_"), "a")
    return chr(value[0] if str(op) == "RANGE" else value)


class _OutOfTime(Exception):
    pass


def slowest(pattern: str, flags: int, chars: int, limit_s: float, rng: random.Random) -> tuple[float, str]:
    """The processor time of the slowest attack, and its text; stops at the first that takes longer than `limit_s`."""
    compiled, worst = re.compile(pattern, flags), (0.0, "")
    for text in attacks(pattern, flags, chars, rng):
        begun = time.thread_time()
        signal.setitimer(signal.ITIMER_PROF, limit_s)
        try:
            compiled.search(text)
        except _OutOfTime:
            return limit_s, text
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        worst = max(worst, (time.thread_time() - begun, text))
    return worst


def main(chars: int, limit_s: float, packages: list[str]) -> None:
    def stop(*_: object) -> None:
        raise _OutOfTime

    signal.signal(signal.SIGPROF, stop)
    sys.path.insert(0, str(ROOT))
    patterns = collect(packages)
    for (pattern, flags), where in patterns.items():
        took_s, text = slowest(pattern, flags, chars, limit_s, random.Random(where))
        if took_s >= limit_s:
            print(f"{where} takes over {took_s:g} s on {text[:60]!r}...: {pattern[:80]}", flush=True)
    print(len(patterns), "patterns")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])
