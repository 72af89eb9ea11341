from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot import fast_validation

ANSWERS: list[tuple[dict[str, Any], bool]] = [
    ({"events": [], "responses": []}, True),
    ({"events": [{"event": "slot", "name": "pending", "value": None, "timestamp": None}], "responses": [{}]}, True),
    ({"events": [{"event": "slot", "name": "memory", "value": {"noted": ["a"]}, "timestamp": 1.5}]}, True),
    ({"events": [{"event": "slot", "value": "my sister"}]}, False),
    ({"events": [{"event": "no such event"}]}, False),
    ({"events": "my sister", "responses": []}, False),
    ({"events": [], "responses": ["my sister"]}, False),
]
STOCK = RemoteAction._validate_action_result


@pytest.fixture
def action() -> RemoteAction:
    return RemoteAction("action_reply", None)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", STOCK)
    fast_validation.install()


@pytest.mark.parametrize(("answer", "valid"), ANSWERS)
def test_the_same_answers_are_accepted_as_by_rasa(action: RemoteAction, answer: dict[str, Any], valid: bool) -> None:
    if valid:
        assert STOCK(action, answer) is action._validate_action_result(answer) is True
        return
    with pytest.raises(ValidationError):
        STOCK(action, answer)
    with pytest.raises(fast_validation.ActionAnswerInvalid):
        action._validate_action_result(answer)


def test_an_invalid_answer_is_not_quoted(action: RemoteAction) -> None:
    with pytest.raises(fast_validation.ActionAnswerInvalid) as error:
        action._validate_action_result({"events": "my sister hides the key"})
    assert "action_reply" in str(error.value)
    assert "events" in str(error.value)
    assert "sister" not in str(error.value)
    assert error.value.__cause__ is None
    assert error.value.__context__ is None
