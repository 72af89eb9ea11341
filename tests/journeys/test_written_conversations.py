"""Twelve people in three sessions each: what the bot says, and that none of it is made up or unsourced."""

from __future__ import annotations

import re
from difflib import unified_diff

import pytest
import yaml
from retold import ROOT, Retold
from written_conversations import DATE, TRANSCRIPTS, Line, Written, hold, normalised, read_written, transcript

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SECOND_PERSON = {
    "you",
    "your",
    "you're",
    "you've",
    "you'd",
    "you'll",
    "yours",
    "yourself",
    "me",
    "my",
    "are",
    "were",
    "have",
}
FILLED_IN = set(
    WORD.findall(
        "today yesterday tomorrow in days on web slack chat at day week two weeks month every until delete it for "
        "once twice times people work places tastes habits goals pets study possessions and how went s to "
        "quiet acknowledge attentive invested memories"
    )
)
"""What actions fill in by themselves: days, channels, names of groups and levels."""


@pytest.fixture(scope="module")
def held(retold: Retold) -> list[Written]:
    conversations = read_written()
    hold(retold, conversations)
    return conversations


def words(text: str) -> set[str]:
    return {word.lower().replace("’", "'").removesuffix("'s") for word in WORD.findall(text)}


def authored() -> set[str]:
    """Every word that somebody wrote for the bot to say."""
    found: set[str] = set(SECOND_PERSON | FILLED_IN)
    for path in (ROOT / "bot" / "domain").glob("*.yml"):
        for texts in (yaml.safe_load(path.read_text()).get("responses") or {}).values():
            for one in texts:
                found |= words(re.sub(r"{\w+}", " ", one.get("text", "")))
    for path in (ROOT / "bot").glob("*.yml"):
        if path.name not in ("endpoints.yml", "credentials.yml"):
            found |= words(path.read_text())
    return found


def bot_lines(held: list[Written]) -> list[tuple[Written, Line, set[str]]]:
    """Each line of the bot with the words that the person had said until then."""
    found = []
    for written in held:
        said: set[str] = set()
        for line in written.lines:
            if line.by == "person":
                said |= words(line.text)
            else:
                found.append((written, line, set(said)))
    return found


def plain(line: Line, url: str) -> str:
    return DATE.sub(" ", line.text.replace(url, " "))


def test_there_are_twelve_people_with_three_sessions_each() -> None:
    written = read_written()
    assert len(written) == 12
    assert {len(one.sessions) for one in written} == {3}


def test_every_button_that_is_to_be_pressed_is_there(held: list[Written]) -> None:
    assert {written.name: written.missing for written in held if written.missing} == {}


def test_no_personal_line_goes_out_without_a_receipt(held: list[Written], retold: Retold) -> None:
    """Personal is what has a word in it that the person brought up and that nobody wrote for the bot."""
    ours = authored()
    unsourced = [
        (written.name, line.text)
        for written, line, said in bot_lines(held)
        if not line.receipts and words(plain(line, retold.url)) & (said - ours)
    ]
    assert unsourced == []


def test_no_line_says_what_was_neither_told_nor_authored(held: list[Written], retold: Retold) -> None:
    ours = authored()
    made_up = [
        (written.name, line.text, sorted(rest))
        for written, line, said in bot_lines(held)
        if (rest := {w for w in words(plain(line, retold.url)) - ours - said if not w.isdigit()})
    ]
    assert made_up == []


def test_every_quote_is_the_persons_own_and_under_its_receipt(held: list[Written]) -> None:
    for written in held:
        said = [line.text for line in written.lines if line.by == "person"]
        for line in written.lines:
            if line.by == "bot":
                quotes = {receipt["quote"] for receipt in line.receipts}
                # How something went is told of what was planned, in the words of that plan.
                plans = {quote for one in line.receipts for quote in re.findall(r"“([^”]+)”", one["statement"])}
                assert set(re.findall(r"“([^”]+)”", line.text)) <= quotes | plans, (written.name, line.text)
                assert all(any(quote in one for one in said) for quote in quotes), (written.name, quotes)


def test_nothing_is_drawn_on_twice_in_a_row_unasked(held: list[Written]) -> None:
    """Openings: the first line of a session does not draw on what the first line of the session before drew on."""
    for written in held:
        openings = [next(line for line in written.lines if line.session == session) for session in range(3)]
        topics = [{r["quote"] for r in line.receipts if "name is" not in r["statement"]} for line in openings]
        assert not any(one & other for one, other in zip(topics, topics[1:], strict=False)), written.name


def test_the_committed_transcripts_are_what_the_conversations_say(held: list[Written], retold: Retold) -> None:
    assert {path.stem for path in TRANSCRIPTS.glob("[0-9]*.md")} == {written.name for written in held}
    differing = [
        line
        for one in held
        for line in unified_diff(
            normalised((TRANSCRIPTS / f"{one.name}.md").read_text()).splitlines(),
            normalised(transcript(one, retold.url)).splitlines(),
            f"committed {one.name}",
            f"said now {one.name}",
            lineterm="",
        )
    ]
    assert not differing, "\n".join(differing)
