"""What the project says of itself is so."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import tomllib

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_readme_names_every_setting_and_no_other() -> None:
    code = "\n".join(path.read_text() for path in tracked("bot/*.py", "memory/*.py", "actions/*.py"))
    read = set(re.findall(r"[\"'](RETOLD_[A-Z_]+)[\"']", code))
    cells = "".join(re.findall(r"^\| `RETOLD_[^|]+", (ROOT / "README.md").read_text(), re.MULTILINE))
    named = set(re.findall(r"`(RETOLD_[A-Z_]+)`", cells))
    assert named == read


def test_every_file_that_the_readme_links_is_there() -> None:
    for document in tracked("*.md"):
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} links {target}"


def test_the_locks_pin_every_package_with_a_hash_and_name_no_address() -> None:
    for lock in ("bot.lock", "memory.lock"):
        text = (ROOT / "requirements" / lock).read_text()
        assert "://" not in text
        packages = re.findall(r"^[a-z0-9][^ ]*", text, re.MULTILINE)
        assert packages
        assert all("==" in package for package in packages)
        assert text.count("--hash=sha256:") >= len(packages)


def test_the_required_packages_are_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {re.split(r"[=<>~!;\[ ]", line)[0] for extra in project["optional-dependencies"].values() for line in extra}
    assert {"rasa", "sentence-transformers", "chromadb", "pytest"} <= named


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in tracked("*.md"):
        for target in re.findall(r"`make ([a-z]+)`", document.read_text()):
            assert target in targets, f"{document.name} names make {target}"
