"""Somebody at a browser, who reads, types and clicks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect
from retold import ROOT

REPLY_TIMEOUT_MS = 60_000
SCREENSHOTS = ROOT / "tests" / "screenshots"


class Visitor:
    """A browser context with one page. Collects errors of the page and requests to hosts that are not `hosts`."""

    def __init__(self, browser: Browser, url: str, hosts: tuple[str, ...] = (), **options: Any) -> None:
        self.url = url
        self.context = browser.new_context(**{"viewport": {"width": 1000, "height": 760}, "locale": "en-GB", **options})
        self.errors: list[str] = []
        self.foreign: set[str] = set()
        self._hosts = {urlsplit(url).netloc, *hosts}
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(REPLY_TIMEOUT_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._note(request.url))
        return page

    def leave(self) -> None:
        self.context.close()

    def open_chat(self) -> None:
        self.page.goto(self.url)
        expect(self.replies.first).to_be_visible(timeout=REPLY_TIMEOUT_MS)

    def open_memories(self, page: Page | None = None) -> Page:
        page = page or self.page
        page.goto(f"{self.url}/memories")
        expect(page.get_by_role("heading", name="How I remember")).to_be_visible()
        return page

    def accept(self) -> None:
        """Opens the chat and says yes to being remembered."""
        self.open_chat()
        with self.replying():
            self.page.get_by_role("button", name="Yes", exact=True).click()

    def say(self, text: str) -> Locator:
        """Types and sends a message; returns the last message of the reply."""
        with self.replying():
            self.send(text)
        return self.replies.last

    def send(self, text: str) -> None:
        self.page.get_by_label("Your message").fill(text)
        self.page.keyboard.press("Enter")

    def replying(self) -> _Replying:
        return _Replying(self)

    @property
    def replies(self) -> Locator:
        return self.page.locator("article.theirs")

    @property
    def receipts(self) -> Locator:
        """The receipts of the last reply."""
        return self.replies.last.locator("retold-receipt")

    @property
    def status(self) -> Locator:
        return self.page.locator("retold-chat .status")

    def memories(self) -> list[dict[str, Any]]:
        """What is kept, asked past the page."""
        return list(self.ask("GET", "/memories")["memories"])

    def profile(self) -> dict[str, Any]:
        return dict(self.ask("GET", "/profile"))

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Asks past the page, as the page would."""
        headers = {"X-Requested-With": "retold"}
        address = f"{self.url}/webhooks/web/me{path}"
        reply = self.context.request.fetch(address, method=method, headers=headers, data=body)
        assert reply.ok, reply.status
        return reply.json()

    def _note(self, url: str) -> None:
        host = urlsplit(url).netloc
        if host and host not in self._hosts:
            self.foreign.add(host)


class _Replying:
    """Waits at its end until the bot has answered."""

    def __init__(self, visitor: Visitor) -> None:
        self._page = visitor.page

    def __enter__(self) -> None:
        self._answering = self._page.expect_response("**/webhooks/web/messages", timeout=REPLY_TIMEOUT_MS)
        self._answering.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._answering.__exit__(*error)
        if not error[0]:
            expect(self._page.locator("retold-chat article").last).to_have_class("theirs")
