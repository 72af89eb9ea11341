"""Who is signed in: in memory until it matters, then in a file; renewed while used, and ended for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.devices import device
from bot.identity import FORMER_TICKET, VISITOR_LIFETIME_S, Claim
from bot.session_file import SessionFile, SessionsUnusable
from bot.sessions import MOST_IN_MEMORY, Sessions
from bot.tickets import GRACE_S, RENEWED_AFTER_S

ANA, BEN = "web:" + "a" * 32, "web:" + "b" * 32
FIREFOX = "Firefox on Linux"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def sessions(path: Path, clock: Clock) -> Sessions:
    return Sessions(SessionFile(path), clock)


def begin(sessions: Sessions, user_id: str = ANA, *, keep: bool = True) -> Claim:
    session, claim = sessions.begin(user_id, FIREFOX)
    if keep:
        sessions.keep(session)
    return claim


def holds(sessions: Sessions, claim: Claim) -> bool:
    return sessions.enter(claim, FIREFOX) is not None


def successor(sessions: Sessions, claim: Claim) -> Claim:
    entered = sessions.enter(claim, FIREFOX, renew=True)
    assert entered
    assert entered.renewed
    return entered.renewed


def test_nothing_is_on_the_disk_before_it_matters(sessions: Sessions, path: Path) -> None:
    claims = [begin(sessions, f"web:{n:032x}", keep=False) for n in range(700)]
    assert all(holds(sessions, claim) for claim in claims)
    assert not path.exists()


def test_a_kept_session_is_there_after_a_restart_and_another_is_not(
    sessions: Sessions, path: Path, clock: Clock
) -> None:
    kept, unkept = begin(sessions), begin(sessions, BEN, keep=False)
    again = Sessions(SessionFile(path), clock)
    assert (holds(again, kept), holds(again, unkept)) == (True, False)


def test_a_new_token_counts_once_used_and_the_one_before_dies_soon_after(sessions: Sessions, clock: Clock) -> None:
    first = begin(sessions)
    second = successor(sessions, first)
    clock.now += 3600
    assert holds(sessions, first)  # the answer with the second may have been lost
    assert holds(sessions, second)
    assert holds(sessions, first)  # a request that was under way
    clock.now += GRACE_S
    assert not holds(sessions, first)
    assert holds(sessions, second)


def test_of_two_holders_of_one_token_one_goes_on(sessions: Sessions, clock: Clock) -> None:
    planted = begin(sessions)
    ours, theirs = successor(sessions, planted), successor(sessions, planted)
    assert holds(sessions, ours)
    clock.now += GRACE_S
    for dead in (planted, theirs):
        assert not holds(sessions, dead)
    assert holds(sessions, ours)


def test_a_former_token_within_its_grace_is_given_no_successor(sessions: Sessions) -> None:
    first = begin(sessions)
    holds(sessions, successor(sessions, first))
    entered = sessions.enter(first, FIREFOX, renew=True)
    assert entered
    assert entered.renewed is None


def test_a_token_is_renewed_while_it_is_used_and_at_most_once_a_minute(sessions: Sessions, clock: Clock) -> None:
    claim = begin(sessions)
    assert sessions.enter(claim, FIREFOX).renewed is None  # type: ignore[union-attr]
    clock.now += RENEWED_AFTER_S + 1
    assert sessions.enter(claim, FIREFOX).renewed is not None  # type: ignore[union-attr]
    assert sessions.enter(claim, FIREFOX).renewed is None  # type: ignore[union-attr]
    for _ in range(100):
        clock.now += VISITOR_LIFETIME_S / 2
        claim = successor(sessions, claim)
        assert holds(sessions, claim)


def test_a_session_that_is_not_used_ends_and_leaves_the_file(sessions: Sessions, path: Path, clock: Clock) -> None:
    claim = begin(sessions)
    clock.now += VISITOR_LIFETIME_S + 1
    assert not holds(sessions, claim)
    assert ANA.encode() not in path.read_bytes()


def test_a_clock_that_is_set_back_locks_nobody_out(sessions: Sessions, clock: Clock) -> None:
    claim = begin(sessions)
    clock.now -= 10 * 365 * 24 * 3600
    assert holds(sessions, claim)


@pytest.mark.parametrize("change", ["user_id", "session", "ticket"])
def test_no_part_of_a_token_can_be_another(sessions: Sessions, change: str) -> None:
    claim, other = begin(sessions), begin(sessions, BEN)
    mixed = {"user_id": claim.user_id, "session": claim.session, "ticket": claim.ticket}
    assert not holds(sessions, Claim(**{**mixed, change: getattr(other, change)}))


def test_sessions_end_one_by_one_or_all_at_once(sessions: Sessions) -> None:
    one, two, unkept = begin(sessions), begin(sessions), begin(sessions, keep=False)
    other = begin(sessions, BEN)
    listed = sessions.list(ANA)
    assert {session.agent for session in listed} == {FIREFOX}
    assert len(listed) == 3
    entered = sessions.enter(one, FIREFOX)
    assert entered
    assert sessions.end(BEN, entered.session.id) == 0  # somebody else's
    assert sessions.end(ANA, entered.session.id) == 1
    assert [holds(sessions, claim) for claim in (one, two, unkept)] == [False, True, True]
    assert sessions.end(ANA) == 2
    assert [holds(sessions, claim) for claim in (one, two, unkept, other)] == [False, False, False, True]


def test_what_ended_is_in_no_byte_of_the_file(sessions: Sessions, path: Path) -> None:
    for _ in range(200):
        begin(sessions)
        begin(sessions, BEN)
    sessions.end(ANA)
    data = path.read_bytes()
    assert ANA.encode() not in data
    assert data.count(BEN.encode()) >= 200


def test_a_token_from_before_sessions_opens_one_and_then_gives_way(
    sessions: Sessions, path: Path, clock: Clock
) -> None:
    former = Claim(ANA, f"former:{ANA}", FORMER_TICKET)
    entered = sessions.enter(former, FIREFOX)
    assert entered
    assert entered.renewed
    again = Sessions(SessionFile(path), clock)
    assert holds(again, former)
    assert holds(again, entered.renewed)
    clock.now += GRACE_S
    assert not holds(again, former)
    assert holds(again, entered.renewed)


@pytest.mark.parametrize("by_id", [True, False])
def test_a_token_from_before_sessions_opens_nothing_once_it_was_signed_out(sessions: Sessions, by_id: bool) -> None:
    former = Claim(ANA, f"former:{ANA}", FORMER_TICKET)
    entered = sessions.enter(former, FIREFOX)
    assert entered
    sessions.end(ANA, entered.session.id if by_id else "")
    assert not holds(sessions, former)
    assert not holds(sessions, entered.renewed or former)


def test_a_flood_of_new_people_is_bounded_and_drops_nobody_who_is_kept(sessions: Sessions) -> None:
    kept, first = begin(sessions), begin(sessions, BEN, keep=False)
    for n in range(MOST_IN_MEMORY):
        sessions.begin(f"web:{n:032x}", FIREFOX)
    assert (holds(sessions, kept), holds(sessions, first)) == (True, False)


def test_a_damaged_file_lets_nobody_in_and_is_not_overwritten(sessions: Sessions, path: Path) -> None:
    claim = begin(sessions)
    path.write_bytes(b"junk" * 4096)
    with pytest.raises(SessionsUnusable):
        sessions.enter(claim, FIREFOX)
    assert path.read_bytes() == b"junk" * 4096


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "Chrome on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15", "Safari on Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) CriOS/130 Mobile Safari/604.1", "Chrome on iPhone"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile", "Chrome on Android"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_named_coarsely(user_agent: str, words: str) -> None:
    assert device(user_agent) == words
