"""How heavy the pages are: bytes over the network, and milliseconds of script until they are first drawn.

.venv-memory/bin/python -m benchmarks.pages http://127.0.0.1:5005     (a bot that runs; needs Chromium)
"""

from __future__ import annotations

import shutil
import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

VISITS = 15
READY = {"/": "retold-chat article", "/memories": "retold-memories h2"}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Name the address of a bot that runs, such as http://127.0.0.1:5005.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in READY:
            visits = [visit(browser, sys.argv[1].rstrip("/"), path) for _ in range(VISITS)]
            script_ms, painted_ms, files_bytes = zip(*visits, strict=True)
            print(
                f"{path:9s} {statistics.median(script_ms):.0f} ms of script until shown, at most {max(script_ms):.0f}; "
                f"first paint after {statistics.median(painted_ms):.0f} ms; {files_bytes[0] / 1000:.1f} kB of files"
            )
        browser.close()


def visit(browser: Browser, url: str, path: str) -> tuple[float, float, int]:
    """Milliseconds of script and until the first paint, and the bytes of all files as sent: of a first visit."""
    context = browser.new_context()
    if path == "/memories":  # somebody whom the bot has met
        headers = {"X-Requested-With": "retold"}
        context.request.post(f"{url}/webhooks/web/open", headers=headers)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable")
    sizes: list[int] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append(request.sizes()["responseBodySize"]) if "/webhooks/" not in request.url else None,
    )
    page.goto(url + path)
    page.wait_for_selector(READY[path])
    metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    found = 1000 * metrics["ScriptDuration"], float(page.evaluate(PAINTED)), sum(sizes)
    context.close()
    return found


if __name__ == "__main__":
    main()
