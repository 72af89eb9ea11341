"""Tokens say who somebody is, and nothing else does."""

from __future__ import annotations

import time

import jwt
import pytest

from bot.channels.settings import SettingsInvalid, read_settings
from bot.identity import Identity, IdentityInvalid

SECRET = "a secret for tests, of forty characters."
IDENTITY = Identity(SECRET)


def sign(secret: str = SECRET, algorithm: str = "HS256", **claims: object) -> str:
    return jwt.encode(claims, secret, algorithm=algorithm)


def later() -> int:
    return int(time.time()) + 600


def test_a_visitor_is_recognised_by_their_own_token() -> None:
    visitor = IDENTITY.new_visitor()
    assert IDENTITY.read_visitor(IDENTITY.sign_visitor(visitor)) == visitor
    assert IDENTITY.read_bearer(IDENTITY.sign_visitor(visitor)) == visitor


def test_a_site_names_the_people_who_logged_in_there() -> None:
    assert IDENTITY.read_bearer(sign(sub="anna@example.org", aud="retold-web", exp=later())) == "site:anna@example.org"


def test_the_memory_token_is_short_lived_and_opens_nothing_else() -> None:
    token = IDENTITY.sign_for_memory("web:" + "a" * 32)
    claims = jwt.decode(token, SECRET, algorithms=["HS256"], audience="retold-memory")
    assert claims["sub"] == "web:" + "a" * 32
    assert claims["exp"] - time.time() <= 60
    for read in (IDENTITY.read_visitor, IDENTITY.read_bearer):
        with pytest.raises(IdentityInvalid):
            read(token)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        sign(sub="anna", aud="retold-web", exp=int(time.time()) - 1),
        sign(sub="anna", aud="retold-web"),
        sign(aud="retold-web", exp=later()),
        sign(sub="anna", exp=later()),
        sign(sub="anna", aud="somewhere-else", exp=later()),
        sign("another secret, as long as the real one", sub="anna", aud="retold-web", exp=later()),
        sign("", "none", sub="anna", aud="retold-web", exp=later()),
        sign(sub="", aud="retold-web", exp=later()),
        sign(sub="a/../b", aud="retold-web", exp=later()),
        sign(sub="a b", aud="retold-web", exp=later()),
        sign(sub="a" * 129, aud="retold-web", exp=later()),
    ],
    ids=[
        "empty",
        "nonsense",
        "expired",
        "no expiry",
        "no subject",
        "no audience",
        "other audience",
        "other secret",
        "unsigned",
        "empty subject",
        "path in subject",
        "space in subject",
        "long subject",
    ],
)
def test_a_token_that_does_not_hold_is_nobody(token: str) -> None:
    with pytest.raises(IdentityInvalid):
        IDENTITY.read_bearer(token)


def test_a_site_token_cannot_name_a_visitor() -> None:
    visitor = IDENTITY.new_visitor()
    assert IDENTITY.read_bearer(sign(sub=visitor, aud="retold-web", exp=later())) != visitor


def test_a_secret_does_not_show_itself() -> None:
    assert SECRET not in repr(IDENTITY)
    assert SECRET not in repr(read_settings({"RETOLD_SECRET": SECRET}))


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "RETOLD_SECRET"),
        ({"RETOLD_SECRET": "short", "RETOLD_ENV": "production"}, "RETOLD_SECRET"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "*"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "https://*.example.org"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "example.org"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "null"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "https://a.org/page"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_MEMORY_PORT": "abc"}, "RETOLD_MEMORY_PORT"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsInvalid, match=named):
        read_settings(environ)


def test_allowed_origins_are_a_list_with_commas() -> None:
    settings = read_settings({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "https://A.org/, http://b.org:8080"})
    assert settings.allowed_origins == {"https://a.org", "http://b.org:8080"}
