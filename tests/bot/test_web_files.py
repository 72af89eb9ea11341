"""The files of the widget and the page: small, from this host alone, and text only ever as text."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "bot" / "web"
OURS = sorted(path for path in WEB.glob("*") if path.suffix in (".js", ".html", ".css", ".svg"))
WIDGET_MAX_BYTES = 25_000


def loaded_by(name: str) -> set[str]:
    """The modules that the browser fetches for `name`, itself included; those it asks for later are left out."""
    loaded: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in loaded:
            loaded.add(one)
            waiting += re.findall(r'^(?:import|export)\b[^;]*?"\./([^"]+)"', (WEB / one).read_text(), re.MULTILINE)
    return loaded


def test_the_widget_with_lit_is_small() -> None:
    files = loaded_by("chat.js")
    assert {"chat.js", "receipt.js", "vendor/lit.js"} <= files
    assert sum(len(gzip.compress((WEB / name).read_bytes(), 9, mtime=0)) for name in files) <= WIDGET_MAX_BYTES


@pytest.mark.parametrize(("page", "script"), [("chat.html", "chat.js"), ("memories.html", "memories.js")])
def test_a_page_preloads_exactly_what_its_script_needs(page: str, script: str) -> None:
    preloaded = set(re.findall(r'modulepreload" href="/static/retold/([^"]+)"', (WEB / page).read_text()))
    assert preloaded == loaded_by(script) - {script}


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere_or_put_in_as_markup(path: Path) -> None:
    text = path.read_text()
    addresses = [one for one in re.findall(r"https?://[\w.-]+", text) if one != "http://www.w3.org"]
    assert addresses == []
    for unsafe in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "unsafeHTML",
        "unsafeSVG",
        "document.write",
        "eval(",
    ):
        assert unsafe not in text


@pytest.mark.parametrize("path", [path for path in OURS if path.suffix == ".html"], ids=lambda path: path.name)
def test_no_script_or_style_is_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=", text)


def test_every_string_is_used_and_every_used_string_is_there() -> None:
    strings = (WEB / "strings.js").read_text()
    defined = set(re.findall(r"^  (\w+):", strings, re.MULTILINE)) - {"groups", "refused", "moves", "moveAnswers"}
    code = "\n".join(path.read_text() for path in OURS if path.suffix == ".js" and path.name != "strings.js")
    said = set(re.findall(r'\bsay\("(\w+)"', code))
    counted = set(re.findall(r'\bsayCount\("(\w+)"', code))
    assert said <= defined
    assert {f"{key}_{form}" for key in counted for form in ("one", "other")} <= defined
    # What is named in tables of the code, or put together from a setting and its value.
    named = {key for key in defined if f'"{key}"' in code}
    settings = {key for key in defined if re.match(r"(remembering|level|sensitive)[A-Z]", key)}
    forms = {f"{key}_{form}" for key in counted for form in ("one", "other")}
    assert defined - said - forms - named - settings - {"level", "sensitive", "remembering"} == set()
