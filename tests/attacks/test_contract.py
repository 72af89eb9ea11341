"""Requests made from the OpenAPI document, good and bad, with each kind of token: no failure, every answer documented.

schemathesis makes them and compares; each that succeeds it sends again without a token and with a bad one.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS
from starlette.testclient import TestClient

SECRET, SERVICE = "a secret of thirty-two characters", "a service token of some length"
MARK = "Zanzibarina"

EXAMPLES = int(os.environ.get("RETOLD_EXAMPLES") or 12)
"""Of each operation, with each token, good requests and as many bad ones."""

UNSAYABLE = "positive_data_acceptance"
"""Not checked, since a schema does not list the time zones, nor say that one of the fields has to be there."""

people = st.sampled_from(["web:ada", "web:bob", "slack:T1:U1", "site:ada"])


@pytest.mark.parametrize("kind", ["service", "person"])
def test_no_request_fails_the_service_or_gets_an_answer_that_is_not_documented(client: TestClient, kind: str) -> None:
    contract = schemathesis.openapi.from_asgi("/openapi.json", client.app)
    memory_id = tell(client, "web:ada")
    of_ada = jwt.encode({"sub": "web:ada", "aud": "retold-memory", "exp": time.time() + 3600}, SECRET, "HS256")
    headers = {"Authorization": f"Bearer {SERVICE if kind == 'service' else of_ada}"}
    answers: Counter[int] = Counter()
    taken: set[str] = set()
    operations = [found.ok() for found in contract.get_all_operations()]
    assert len(operations) >= 20

    def ask(case: Case, user: str, memory: bool) -> None:
        path = case.path_parameters or {}
        if "user" in path:
            path["user"] = user if kind == "service" else "web:ada"
        if "memory_id" in path and memory:
            path["memory_id"] = memory_id
        answer = case.call(headers=headers)
        answers[answer.status_code] += 1
        if answer.status_code in (200, 201, 202, 204, 403, 404, 409, 429):
            taken.add(case.operation.label)
        assert MARK not in answer.text
        excluded = [UNSAYABLE]
        if set(case.query or {}) - set(parse_qs(urlsplit(str(answer.request.url)).query, keep_blank_values=True)):
            excluded.append("negative_data_rejection")  # what made it bad is an empty list, of which nothing is sent
        case.validate_response(answer, headers=headers, excluded_checks=CHECKS.get_by_names(excluded))

    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.NEGATIVE and not operation.path.startswith(("/v1", "/embed")):
                continue  # nothing can be wrong with a request that has no parts
            cases = operation.as_strategy(generation_mode=mode)
            seeded = settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
                              suppress_health_check=list(HealthCheck))  # fmt: skip
            seeded(given(cases, people, st.booleans())(ask))()
    assert {200, 201, 401, 404, 422} <= set(answers)
    refused = {operation.label for operation in operations} - taken
    assert refused == set(), "no request of these got past the look at its form"
    assert max(answers) < 500
    print(f"{sum(answers.values())} requests with the token of {kind}: {dict(sorted(answers.items()))}")


def test_every_path_of_a_person_asks_for_a_token(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    guarded = [(path, method) for path, methods in document["paths"].items() for method in methods
               if not path.startswith(("/health", "/metrics"))]  # fmt: skip
    for path, method in guarded:
        assert document["paths"][path][method]["security"], path
        for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": f"Basic {SERVICE}"}):
            asked = client.request(method, re.sub(r"{\w+}", "x", path), json={}, headers=headers)
            assert asked.status_code == 401, (method, path)


def test_a_slip_in_a_query_forgets_nothing(client: TestClient) -> None:
    memory_id = tell(client, "web:bob")
    headers = {"Authorization": f"Bearer {SERVICE}"}
    slip = client.delete("/v1/users/web:bob/memories?categorie=pets", headers=headers)
    assert slip.status_code == 422
    assert "not known here" in slip.json()["detail"]
    assert client.get(f"/v1/users/web:bob/memories/{memory_id}", headers=headers).status_code == 200


def tell(client: TestClient, user: str) -> str:
    """Lets somebody say yes and one thing; the id of what was noted."""
    headers = {"Authorization": f"Bearer {SERVICE}"}
    client.put(f"/v1/users/{user}/profile", json={"remembering": "on"}, headers=headers)
    told = client.post(f"/v1/users/{user}/memories", json={"text": "I live in Lund"}, headers=headers)
    return str(told.json()["memories"][0]["id"])
