"""What the person decides about remembering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from memory.errors import InputInvalid
from memory.models import Profile
from memory.service.base import MOST_UNASKED, Base
from memory.service.checking import check_channels, check_shown

LEVELS = ("quiet", "acknowledge", "attentive", "invested")

DECISIONS: Mapping[str, tuple[str, ...]] = {
    "remembering": ("unasked", "on", "paused", "off"),
    "sensitive": ("ask", "keep", "never"),
    "level": LEVELS,
}


class Deciding(Base):
    """Changes profiles. Each change counts for all accounts of the person, but for a session that is off."""

    def change_profile(self, user_id: str, changes: Mapping[str, Any], *, channel: str | None = None) -> Profile:
        """Takes any subset of a profile's fields; how long memories are kept counts for those told before, too.

        `channel` is where the person is, as the process knows it: a bot's own channel may have a level, too.

        Raises InputInvalid.
        """
        for name, allowed in DECISIONS.items():
            if name in changes and changes[name] not in allowed:
                raise InputInvalid(f"{name} has to be one of {', '.join(allowed)}.")
        check_channels(dict(changes.get("levels") or {}), channel)
        for level in dict(changes.get("levels") or {}).values():
            if level not in LEVELS:
                raise InputInvalid(f"levels has to name channels, each with one of {', '.join(LEVELS)}.")
        if changes.get("consent_text"):
            check_shown(changes["consent_text"])
        if "timezone" in changes:
            try:
                ZoneInfo(changes["timezone"])
            except (ValueError, OSError, KeyError, TypeError):
                raise InputInvalid("timezone is not a name of the IANA database, such as Europe/Lisbon.") from None
        with self._lock(user_id):
            before = self.profile(user_id)
            after = replace(before, **changes)
            if changes.get("consent_text") and after.remembering != "on" and before.consented_at is None:
                raise InputInvalid("consent_text is kept with a yes only: send remembering on with it.")
            off = after.remembering == "off"
            after = replace(after, after_off=(before.after_off or before.remembering) if off else None)
            if after.remembering == "on" and (before.consented_at is None or "consent_text" in changes):
                after = replace(after, consented_at=self._clock())
            if (after.after_off or after.remembering) == "unasked" and self._ledger.profile(user_id) is None:
                return self._hold(after)
            if after.consented_at is None:  # a no is kept, and nothing else that somebody wrote
                after = replace(after, consent_text=None)
            self._unasked.pop(user_id, None)
            self._ledger.save_profile(after)
            if after.retention_days != before.retention_days:
                self._ledger.set_expiry(user_id, after.retention_days)
            if after.remembering != "on" or after.sensitive == "never":
                self._waiting.take(user_id)
            if after.remembering != "on":
                self._unsure_names.take(user_id)
        return after

    def _hold(self, profile: Profile) -> Profile:
        """Until somebody decides about being remembered, nothing that they set is on the disk."""
        self._unasked[profile.user_id] = profile
        while len(self._unasked) > MOST_UNASKED:
            self._unasked.pop(next(iter(self._unasked)))
        return profile

    def begin_session(self, user_id: str) -> Profile:
        """What counts for a new session here: one that was off has ended, and what waited for a yes is gone."""
        self._waiting.take(user_id)
        self._unsure_names.take(user_id)
        profile = self.profile(user_id)
        return self.change_profile(user_id, {"remembering": profile.after_off}) if profile.after_off else profile
