"""A bot of one's own, laid over Retold's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.loading import load_data_from_files
from rasa.shared.data import get_data_files, is_nlu_file
from rasa.shared.nlu.training_data.loading import load_data

from bot import authoring

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "physiotherapy"


@pytest.fixture
def composed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("RETOLD_BOT", str(EXAMPLE))
    return authoring.compose(tmp_path)


def intents_of(data: Path) -> set[str]:
    return {intent for file in get_data_files([str(data)], is_nlu_file) for intent in load_data(file).intents}


def test_the_examples_intents_are_understood_beside_retolds_own(composed: tuple[Path, Path]) -> None:
    domain, data = composed
    intents = set(Domain.load(str(domain)).intents)
    assert {"report_pain", "ask_appointment", "forget_everything", "crisis"} <= intents
    assert intents_of(data) < intents  # Rasa adds its own, such as nlu_fallback


def test_a_response_of_the_same_name_replaces_retolds(composed: tuple[Path, Path]) -> None:
    responses = Domain.load(str(composed[0])).responses
    assert responses["utter_hello"][0]["text"] == "Hello. How did the exercises go?"
    assert "utter_ask_consent" in responses


def test_every_intent_of_the_example_has_exactly_one_rule(composed: tuple[Path, Path]) -> None:
    domain = Domain.load(str(composed[0]))
    steps = load_data_from_files(
        get_data_files([str(composed[1])], lambda path: "rules" in Path(path).name or "retold/rules" in path), domain
    )
    asked = [event.intent_name for step in steps for event in step.events if hasattr(event, "intent_name")]
    assert {"report_pain", "ask_appointment", "ask_exercises", "report_exercises_done"} <= set(asked)


def test_files_that_the_bot_leaves_out_are_retolds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETOLD_BOT", str(EXAMPLE))
    assert authoring.authored("catalog.yml") == EXAMPLE / "catalog.yml"
    assert authoring.authored("crisis.yml") == ROOT / "bot" / "crisis.yml"
    assert authoring.authored("config.yml") == ROOT / "config.yml"


def test_a_folder_that_is_no_bot_is_refused_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "scripts/train.py", "--check"]
    ended = subprocess.run(
        command, cwd=ROOT, env={"RETOLD_BOT": str(tmp_path), "PATH": ""}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "has no folder `domain`" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_make_new_begins_a_bot_and_overwrites_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "new.py"), str(tmp_path / "clinic")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    monkeypatch.setenv("RETOLD_BOT", str(tmp_path / "clinic"))
    domain, data = authoring.compose(tmp_path / "composed")
    assert "ask_opening_hours" in Domain.load(str(domain)).intents
    assert "ask_opening_hours" in intents_of(data)
    assert (tmp_path / "clinic" / "crisis.yml").exists()
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "is there already" in again.stderr
