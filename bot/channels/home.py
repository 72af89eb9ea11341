"""App Home, "What I remember": memories in, Block Kit out. Pure functions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.channels.home_dialogs import MAX_SEARCH_CHARS
from bot.channels.slack_blocks import (
    Block,
    actions,
    button,
    context,
    dialog,
    header,
    menu,
    section,
    select,
)
from bot.channels.slack_messages import told
from bot.channels.slack_text import shorten

PER_PAGE = 40
"""Below the 100 blocks of a view, with a heading for each group; and below its 250 kB, however long the words are."""

MOST_WAITING = 10

CATEGORIES = {
    "self": "You",
    "people": "People",
    "pets": "Pets",
    "places": "Places",
    "work": "Work",
    "study": "Study",
    "tastes": "Tastes",
    "health": "Health",
    "belief": "Belief",
    "habits": "Habits",
    "possessions": "Possessions",
    "goals": "Goals",
    "plans": "Plans",
    "events": "Events",
    "other": "Other",
}
LEVELS = {
    "quiet": "Quiet: only when I ask",
    "acknowledge": "Acknowledge: a nod, no more",
    "attentive": "Attentive: ask me back",
    "invested": "Invested: know my story",
}
SENSITIVE = {
    "ask": "Sensitive things: not without asking",
    "keep": "Sensitive things: keep them",
    "never": "Sensitive things: never",
}
IN_CHANNELS = {
    "leave": "In channels: note nothing",
    "note": "In channels: note what I tell you",
}
CHECK_INS = {
    "never": "Goals: do not ask after them",
    "7": "Goals: ask every week",
    "14": "Goals: ask every two weeks",
    "30": "Goals: ask every month",
}
RETENTION = {
    "never": "Keep until I forget it",
    "30": "Keep for 30 days",
    "90": "Keep for 90 days",
    "365": "Keep for a year",
}
STATES = {
    "unasked": "You have not said yet whether I may remember what you tell me. Until you do, I keep nothing.",
    "on": "I note what you tell me about yourself, in your own words.",
    "paused": "Remembering is paused: what is here stays, nothing is added.",
    "off": "Off until this conversation ends: I note nothing, and use nothing of what is here.",
}
CONSENT = (
    "If you say yes, I keep what you tell me about yourself, in your own words and with the date, on the server that "
    "runs me. You can see or delete every word of it here at any time."
)


def home_view(
    profile: dict[str, Any],
    memories: list[dict[str, Any]],
    page: int = 0,
    words: str = "",
    waiting: Sequence[dict[str, Any]] = (),
    links: Sequence[Block] = (),
) -> Block:
    """The Home tab: what was decided, what waits for a yes, then a page of the memories by group, then linked accounts.

    `words` are those searched for; `links` is what there is to say of linked accounts.
    """
    ordered = sorted(memories, key=lambda memory: list(CATEGORIES).index(memory["category"]))
    pages = max(1, -(-len(ordered) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    blocks = [
        header("What I remember"),
        section(STATES[profile["remembering"]]),
        *_decisions(profile),
        *_waiting(waiting),
        {"type": "divider"},
        context(_count(len(ordered), page, pages, words)),
    ]
    group = ""
    for memory in ordered[page * PER_PAGE : (page + 1) * PER_PAGE]:
        if memory["category"] != group:
            group = memory["category"]
            blocks.append(header(CATEGORIES[group]))
        blocks.append(_memory(memory))
    blocks += _turning(page, pages, words)
    if links:
        blocks += [header("Linked accounts"), *links]
    return {
        "type": "home",
        "blocks": blocks,
        "private_metadata": json.dumps({"page": page, "words": words[:MAX_SEARCH_CHARS]}),
    }


def read_state(view: dict[str, Any] | None) -> tuple[int, str]:
    """The page and the words searched for of the Home tab that a button was pressed on."""
    try:
        state = json.loads((view or {}).get("private_metadata") or "{}")
        return int(state.get("page", 0)), str(state.get("words", ""))
    except (ValueError, TypeError, AttributeError):
        return 0, ""


def _decisions(profile: dict[str, Any]) -> list[Block]:
    if profile["remembering"] == "unasked":
        yes = button("Yes, remember", "home_yes", style="primary")
        return [section(CONSENT), actions(yes, button("No", "home_no"))]
    on = profile["remembering"] == "on"
    everything = dialog(
        "Forget everything?",
        "All I remember of you, your settings and the running conversation will be erased. It cannot be brought back.",
        "Forget everything",
    )
    return [
        actions(
            button("Pause remembering", "home_pause") if on else button("Remember again", "home_resume"),
            select("home_level", (profile.get("levels") or {}).get("slack", profile["level"]), LEVELS),
            select("home_sensitive", profile["sensitive"], SENSITIVE),
            select("home_in_channels", "note" if profile.get("note_in_channels") else "leave", IN_CHANNELS),
            _select_days("home_check_in", profile.get("check_in_days"), CHECK_INS, "Goals: ask every {} days"),
            _select_days("home_retention", profile.get("retention_days"), RETENTION, "Keep for {} days"),
        ),
        actions(
            button("Search …", "home_search"),
            button("What I asked and offered", "home_moves"),
            button("Send me a copy", "home_export"),
            button("Forget everything …", "home_forget_everything", style="danger", confirm=everything),
        ),
    ]


def _select_days(action_id: str, days: int | None, titles: dict[str, str], other: str) -> Block:
    """A number of days, which may be one that was set elsewhere and is none of `titles`."""
    chosen = str(days or "never")
    return select(action_id, chosen, titles if chosen in titles else {**titles, chosen: other.format(chosen)})


def _waiting(waiting: Sequence[dict[str, Any]]) -> list[Block]:
    if not waiting:
        return []
    shown = "\n".join(f"• “{shorten(one['quote'], 200)}” ({one['sensitivity']})" for one in waiting[:MOST_WAITING])
    more = f"\nand {len(waiting) - MOST_WAITING} more" if len(waiting) > MOST_WAITING else ""
    return [
        header("Waiting for your answer"),
        section(f"This is sensitive, so it is not kept unless you say so:\n{shown}{more}"),
        actions(button("Keep it", "home_keep_waiting"), button("Don't keep it", "home_drop_waiting")),
        context("Until you answer it is in working memory only, for half an hour at most."),
    ]


def _memory(memory: dict[str, Any]) -> Block:
    state = {"superseded": " (before)", "done": " (not brought up again)"}.get(memory["status"], "")
    used = memory["used"]["count"]
    source = told(memory) + (f", used {used} times" if used > 1 else "")
    text = f"{shorten(memory['statement'], 300)}{state}\n“{shorten(memory['quote'], 500)}”, {source}"
    memory_id = memory["id"]
    titles = {f"correct:{memory_id}": "Correct …", f"forget:{memory_id}": "Forget …", f"why:{memory_id}": "Why?"}
    if memory["status"] == "superseded":
        del titles[f"correct:{memory_id}"]
    elif memory["status"] == "done":
        titles[f"wake:{memory_id}"] = "You may bring it up again"
    else:
        titles[f"rest:{memory_id}"] = "Don't bring this up"
    return section(text, menu("memory_menu", titles))


def _count(count: int, page: int, pages: int, words: str) -> str:
    things = "1 thing" if count == 1 else f"{count} things"
    found = f"{things} with “{shorten(words, 100)}”" if words else f"{things} you told me, earlier versions included"
    if not count and not words:
        found = "Nothing is kept about you."
    return f"{found} (page {page + 1} of {pages})" if pages > 1 else found


def _turning(page: int, pages: int, words: str) -> list[Block]:
    found = []
    if page > 0:
        found.append(button("Previous page", "home_page:back", str(page - 1)))
    if page < pages - 1:
        found.append(button("Next page", "home_page:on", str(page + 1)))
    if words:
        found.append(button("Show all", "home_show_all"))
    return [actions(*found)] if found else []
