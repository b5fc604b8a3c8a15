"""Drives Chromium through chromedriver's own protocol, over loopback: pages, windows, themes, keys, scripts, pictures."""

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

PROGRAMS = ("chromium", "chromedriver")
_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars",
)  # fmt: skip
_START_SECONDS = 30.0


def missing_program() -> str | None:
    """Name of a program that is needed and not installed; None: all are there."""
    return next((name for name in PROGRAMS if shutil.which(name) is None), None)


class Browser:
    """One window."""

    def __init__(self, port: int):
        self._address = f"http://127.0.0.1:{port}/session"
        self._opener = build_opener(ProxyHandler({}))
        self._session = ""

    def start(self, profile: Path) -> None:
        """Open the window, with a profile of its own."""
        options = {"args": [*_OPTIONS, f"--user-data-dir={profile}"], "binary": shutil.which("chromium")}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self._session = self._call("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def end(self) -> None:
        """Close it."""
        if self._session:
            self._send("DELETE", f"{self._address}/{self._session}", None)

    def open(self, address: str) -> None:
        """Go to a page and wait for it."""
        self._call("/url", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self._call("/execute/sync", {"script": script, "args": list(arguments)})

    def run_later(self, script: str, *arguments: Any) -> Any:
        """What a script gives to the function that it is handed as its last argument."""
        return self._call("/execute/async", {"script": script, "args": list(arguments)})

    def command(self, name: str, **parameters: Any) -> Any:
        """A command of the DevTools protocol."""
        return self._call("/goog/cdp/execute", {"cmd": name, "params": parameters})

    def size(self, width: int, height: int = 900, zoom: float = 1) -> None:
        """The window's width and height in CSS pixels."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=zoom, mobile=False
        )

    def theme(self, scheme: str) -> None:
        """`light` or `dark`; nothing moves."""
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.command("Emulation.setEmulatedMedia", media="screen", features=features)

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._call("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def complaints(self) -> list[str]:
        """What the console was told since it was asked last."""
        return [entry["message"] for entry in self._call("/se/log", {"type": "browser"})]

    def picture(self, *, is_whole: bool = True) -> bytes:
        """The page as PNG, in its whole length or what the window shows."""
        return base64.b64decode(
            self.command("Page.captureScreenshot", format="png", captureBeyondViewport=is_whole)["data"]
        )

    def _call(self, path: str, body: Any) -> Any:
        session = f"/{self._session}" if self._session else ""
        return self._send("POST", f"{self._address}{session}{path}", body)

    def _send(self, method: str, address: str, body: Any) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(address, data, {"Content-Type": "application/json"}, method=method)
        try:
            with self._opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise RuntimeError(f"chromedriver: {error.read().decode('utf-8', 'replace')[:2000]}") from None


@contextlib.contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """A browser for the length of a block; its profile stands in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    driver = shutil.which("chromedriver")
    assert driver, "chromedriver is not installed"
    process = subprocess.Popen(
        [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    browser = Browser(port)
    try:
        _wait(port)
        browser.start(folder / "profile")
        yield browser
    finally:
        with contextlib.suppress(RuntimeError, OSError):
            browser.end()
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    opener = build_opener(ProxyHandler({}))
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        try:
            with opener.open(f"http://127.0.0.1:{port}/status", timeout=5) as answer:
                answer.read()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("chromedriver did not come up")
