"""Makes the README's pictures: a real conversation in a real Chromium.

.venv-memory/bin/python scripts/pictures.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
for folder in ("tests/journeys", "tests/journeys/browser"):
    sys.path.insert(0, str(ROOT / folder))

from conftest import ARGUMENTS  # noqa: E402
from people import Visitor  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from retold import Retold  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 720, "height": 860}


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        retold = Retold(Path(folder) / "home")
        retold.start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        try:
            visitor = Visitor(browser, retold.url, viewport=SIZE, device_scale_factor=2)
            visitor.accept()
            visitor.say("I'm Mira")
            visitor.say("i just moved to Porto with my sister Ines and have a job interview next tuesday")
            visitor.say("my dog Bruno is afraid of fireworks, and i usually have a flat white in the morning")
            retold.kill()
            retold.start()
            visitor.open_chat()
            visitor.say("what's my sister's name?")
            visitor.receipts.first.locator("summary").click()
            visitor.say("what's my brother's name?")
            visitor.say("actually I live in Braga now")
            visitor.page.screenshot(path=str(PICTURES / "chat.png"))
            visitor.open_memories().screenshot(path=str(PICTURES / "memories.png"))
        finally:
            browser.close()
            retold.stop()


if __name__ == "__main__":
    main()
