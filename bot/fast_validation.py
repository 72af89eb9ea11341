"""Checks what actions answer against a schema that is compiled once, and never prints the answer.

Rasa compiles and checks its constant schema at every answer, which was two thirds of its work for a message, and puts
the answer itself, people's words included, into the error when the check fails.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException


class ActionAnswerInvalid(RasaException):
    """An action answered something that Rasa cannot read."""


def install() -> None:
    """Replace Rasa's check of action answers; calling it again changes nothing."""
    validator = Draft202012Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        error = next(validator.iter_errors(result), None)
        if error is None:
            return True
        where = "/".join(str(part) for part in error.absolute_path) or "the whole answer"
        raise ActionAnswerInvalid(f"{self.name()} answered what Rasa cannot read: {where} fails '{error.validator}'.")

    RemoteAction._validate_action_result = validate
