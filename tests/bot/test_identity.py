"""Tokens say who somebody is, and nothing else does."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator

import jwt
import pytest
from small_site import SmallSite

from bot.channels.settings import SettingsInvalid, read_settings
from bot.identity import FORMER_TICKET, Claim, Identity, IdentityInvalid

SECRET = "a secret for tests, of forty characters."
IDENTITY = Identity(SECRET)


def sign(secret: str = SECRET, algorithm: str = "HS256", **claims: object) -> str:
    return jwt.encode(claims, secret, algorithm=algorithm)


def later() -> int:
    return int(time.time()) + 600


def test_a_visitor_is_recognised_by_their_own_token() -> None:
    visitor = Claim(IDENTITY.new_visitor(), "a session", "a ticket")
    assert IDENTITY.read_visitor(IDENTITY.sign_visitor(visitor)) == visitor
    assert IDENTITY.read_bearer(IDENTITY.sign_visitor(visitor)) == visitor


def test_a_token_from_before_there_were_sessions_still_names_its_visitor() -> None:
    visitor = IDENTITY.new_visitor()
    claim = IDENTITY.read_visitor(sign(sub=visitor, aud="retold-visitor", exp=later()))
    assert (claim.user_id, claim.ticket) == (visitor, FORMER_TICKET)


@pytest.mark.parametrize("named", [{"sid": "a"}, {"tkt": "a"}, {"sid": 1, "tkt": "a"}])
def test_a_token_that_names_half_a_session_is_nobody(named: dict[str, object]) -> None:
    with pytest.raises(IdentityInvalid):
        IDENTITY.read_visitor(sign(sub=IDENTITY.new_visitor(), aud="retold-visitor", exp=later(), **named))


def test_a_site_names_the_people_who_logged_in_there() -> None:
    assert IDENTITY.read_bearer(sign(sub="anna@example.org", aud="retold-web", exp=later())) == Claim(
        "site:anna@example.org"
    )


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
    assert IDENTITY.read_bearer(sign(sub=visitor, aud="retold-web", exp=later())).user_id != visitor


def test_a_secret_does_not_show_itself() -> None:
    assert SECRET not in repr(IDENTITY)
    assert SECRET not in repr(read_settings({"RETOLD_SECRET": SECRET}))


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "RETOLD_SECRET"),
        ({"RETOLD_SECRET": "short", "RETOLD_ENV": "production"}, "RETOLD_SECRET"),
        ({"RETOLD_SECRET": "short", "RETOLD_HOST": "0.0.0.0"}, "RETOLD_SECRET"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ENV": "prod"}, "RETOLD_ENV"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "*"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "https://*.example.org"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "example.org"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "null"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "https://a.org/page"}, "RETOLD_ALLOWED_ORIGINS"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_MEMORY_PORT": "abc"}, "RETOLD_MEMORY_PORT"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_JWKS_URL": "file:///etc/passwd"}, "RETOLD_JWKS_URL"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_PERSON_LIMIT": "many"}, "RETOLD_PERSON_LIMIT"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_ADDRESS_LIMIT": "5"}, "RETOLD_ADDRESS_LIMIT"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_PROXIES": "-1"}, "RETOLD_PROXIES"),
        ({"RETOLD_SECRET": SECRET, "RETOLD_PUBLIC_URL": "bot.example"}, "RETOLD_PUBLIC_URL"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsInvalid, match=named):
        read_settings(environ)


def test_allowed_origins_are_a_list_with_commas() -> None:
    settings = read_settings({"RETOLD_SECRET": SECRET, "RETOLD_ALLOWED_ORIGINS": "https://A.org/, http://b.org:8080"})
    assert settings.allowed_origins == {"https://a.org", "http://b.org:8080"}


def test_a_former_secret_is_read_until_the_cookie_is_renewed() -> None:
    former = Identity("the secret before this one, of 40 letters")
    visitor = Claim(former.new_visitor(), "a session", "a ticket")
    cookie = former.sign_visitor(visitor)
    with pytest.raises(IdentityInvalid):
        IDENTITY.read_visitor(cookie)
    after = Identity(SECRET, old_secret=former.secret)
    assert after.read_visitor(cookie) == visitor
    assert former.secret not in repr(after)


@pytest.fixture
def site() -> Iterator[SmallSite]:
    site = SmallSite()
    site.start()
    yield site
    site.stop()


def test_a_site_may_sign_with_a_key_of_its_own(site: SmallSite) -> None:
    identity = Identity(SECRET, site_keys=site.keys())
    assert identity.read_bearer(site.token("anna")) == Claim("site:anna")
    assert identity.read_bearer(sign(sub="ben", aud="retold-web", exp=later())) == Claim("site:ben")
    site.change_key()
    assert identity.read_bearer(site.token("anna")) == Claim("site:anna")


def test_a_token_of_a_site_that_does_not_hold_is_nobody(site: SmallSite) -> None:
    other, known = SmallSite(), Identity(SECRET, site_keys=site.keys())
    good = {"sub": "anna", "aud": "retold-web", "exp": later()}
    refused = {
        "other key": other.token("anna"),
        "unknown key": jwt.encode(good, other.key, algorithm="RS256", headers={"kid": "nobody's"}),
        "no key named": jwt.encode(good, site.key, algorithm="RS256"),
        "expired": site.token("anna", exp=int(time.time()) - 1),
        "other audience": site.token("anna", aud="somewhere"),
        "for the memory": site.token("anna", aud="retold-memory"),
        "as a visitor": site.token(IDENTITY.new_visitor(), aud="retold-visitor"),
        "public key as a secret": _signed_with_public_key(site, good),
    }
    for name, token in refused.items():
        with pytest.raises(IdentityInvalid):
            pytest.fail(f"{name} was taken for {known.read_bearer(token)}")
    with pytest.raises(IdentityInvalid):
        IDENTITY.read_bearer(site.token("anna"))  # no keys were set up


def test_a_site_whose_keys_cannot_be_fetched_is_said_so(site: SmallSite) -> None:
    identity, token = Identity(SECRET, site_keys=site.keys()), site.token("anna")
    site.stop()
    with pytest.raises(IdentityInvalid, match="cannot be fetched"):
        identity.read_bearer(token)


def _signed_with_public_key(site: SmallSite, claims: dict[str, object]) -> str:
    """What works where a public key is taken for a shared secret; PyJWT refuses to make one, so by hand."""
    encode = jwt.utils.base64url_encode
    signed = encode(json.dumps({"alg": "HS256", "kid": site.kid}).encode()) + b"." + encode(json.dumps(claims).encode())
    signature = hmac.new(site.public_pem, signed, hashlib.sha256).digest()
    return (signed + b"." + encode(signature)).decode()
