"""The example bot in examples/physiotherapy, trained and run as its author would."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from retold import ROOT, Person, Retold


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retold]:
    running = Retold(tmp_path_factory.mktemp("practice") / "home")
    running.environment["RETOLD_BOT"] = str(ROOT / "examples" / "physiotherapy")
    try:
        running.start("memory")
        train = [str(ROOT / ".venv-rasa/bin/python"), str(ROOT / "scripts/train.py")]
        subprocess.run(train, cwd=ROOT, env=running.environment, check=True)
        running.start("bot")
        yield running
    finally:
        running.stop()


def test_the_practice_notes_what_is_told_answers_and_remembers(practice: Retold) -> None:
    patient = Person(practice)
    patient.open()
    patient.press("/affirm")
    done = patient.say("i did all my exercises today")
    assert "Fewer appointments are the aim" in done.text
    appointment = patient.say("how do i make an appointment")
    assert "by telephone" in appointment.text
    patient.say("i want to run ten kilometres by summer")
    assert "run ten kilometres" in patient.say("what do you remember about me?").text


def test_its_help_is_its_own_and_forgetting_is_retolds(practice: Retold) -> None:
    patient = Person(practice)
    patient.open()
    patient.press("/affirm")
    assert "exercises" in patient.say("help").text
    assert "Shall I?" in patient.say("forget everything").text


def test_where_the_files_are(practice: Retold) -> None:
    assert (Path(practice.environment["RETOLD_BOT"]) / "models" / "retold.tar.gz").exists()
