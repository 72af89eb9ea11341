"""Where running conversations and sessions are, as far as the memory has to know: to show and to erase them."""

from __future__ import annotations

from abc import ABC, abstractmethod


class Transcripts(ABC):
    """Where conversations are kept while they last, by whoever holds them."""

    @abstractmethod
    def erase(self, user_id: str) -> int:
        """Removes the person's running conversation, also from a turn that is under way; returns its turns."""

    @abstractmethod
    def read(self, user_id: str) -> list[dict[str, str]]:
        """The person's running conversation as it is kept: `by`, `text` and `at` of each line."""

    @abstractmethod
    def sessions(self, user_id: str) -> list[dict[str, str]]:
        """Where the account is signed in: `id`, `user_id`, `agent`, `begun_at` and `seen_at`, the last seen first."""

    @abstractmethod
    def end_sessions(self, user_id: str) -> None:
        """Signs the account out everywhere, for good, and leaves nothing of that on the disk."""

    @abstractmethod
    def place(self, account: str) -> str:
        """What people call the place where an account is, such as a workspace; empty where that is not known."""

    @abstractmethod
    def compact(self) -> None:
        """Leaves no piece of what was erased in the file."""


class NoTranscripts(Transcripts):
    """For a memory that is used without a conversation."""

    def erase(self, user_id: str) -> int:
        return 0

    def read(self, user_id: str) -> list[dict[str, str]]:
        return []

    def sessions(self, user_id: str) -> list[dict[str, str]]:
        return []

    def end_sessions(self, user_id: str) -> None:
        pass

    def place(self, account: str) -> str:
        return ""

    def compact(self) -> None:
        pass
