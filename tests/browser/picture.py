"""Takes the picture of the README from a running demonstration.

make demo PORT=8000          in one terminal
.venv/bin/python -m tests.browser.picture http://127.0.0.1:8000
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "dashboard.png"
REVIEWER = ("devco@example.org", "sample sign-in 2013")


def take(address: str) -> None:
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/account/login/?next=/plans/APDC-2011-2015/dashboard/2014/")
        page.get_by_label("Email").fill(REVIEWER[0])
        page.get_by_label("Password").fill(REVIEWER[1])
        page.locator("main").get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Annual dashboard 2014").wait_for()
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"))
