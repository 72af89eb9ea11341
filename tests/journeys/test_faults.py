"""Kills under load, many people at once, logs without a word: in short; benchmarks/faults.py does it at length."""

from __future__ import annotations

from faults import kill_under_load, talk_at_once
from log_audit import audit_logs, audit_secrets
from retold import Retold


def test_kills_under_load_lose_nothing_and_bring_nothing_back(retold: Retold) -> None:
    found = kill_under_load(retold, [("memory",)] * 3)
    assert found.lost == set()
    assert found.returned == set()
    assert (found.kills.total(), found.damaged) == (3, 1)
    assert found.told + found.forgot >= 6
    assert found.answers["forgot with residue"] == 0
    assert found.answers["told: receipt of another message"] == 0


def test_eight_people_at_once_are_all_answered(retold: Retold) -> None:
    answers = talk_at_once(retold, people=8, for_s=10)
    assert set(answers) <= {"told", "asked", "forgot"}
    assert answers.total() >= 8


def test_no_word_of_a_dozen_conversations_is_in_a_log(retold: Retold) -> None:
    audited = audit_logs(retold, conversations=12)
    assert audited.words > 150
    assert audited.found == []


def test_no_secret_is_in_a_log_or_in_another_file(retold: Retold) -> None:
    audited, elsewhere = audit_secrets(retold, conversations=2)
    assert audited.messages == 10
    assert audited.found == []
    assert elsewhere == []
