"""A real Chromium over the WebDriver protocol (W3C) on the loopback: what a page looks like when it is drawn."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = "/usr/bin/chromium"
DRIVER = "/usr/bin/chromedriver"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
ENTER, TAB = "\ue007", "\ue004"


class Browser:
    """One window. Start it with `start`, end it with `close`."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._http: aiohttp.ClientSession | None = None
        self._session = ""

    async def start(self, profile: Path) -> None:
        """Start driver and browser with a new profile."""
        self._process = await asyncio.create_subprocess_exec(
            DRIVER, "--port=0", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        port = await self._port(self._process)
        self._http = aiohttp.ClientSession(f"http://127.0.0.1:{port}", timeout=aiohttp.ClientTimeout(total=120))
        chrome = {"binary": CHROMIUM, "args": [*_FLAGS, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": chrome, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = await self._post("/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{answer['sessionId']}"

    @staticmethod
    async def _port(process: asyncio.subprocess.Process) -> int:
        assert process.stdout is not None
        while text := (await process.stdout.readline()).decode():
            if "started successfully on port" in text:
                return int(text.rstrip(".\n").rsplit(" ", 1)[1])
        raise AssertionError("The driver ended without a port")

    async def close(self) -> None:
        """End browser and driver."""
        if self._http is not None:
            if self._session:
                await self._http.delete(self._session)
            await self._http.close()
        if self._process is not None:
            self._process.terminate()
            await self._process.wait()

    async def open(self, url: str, *, width: int, height: int = 900, dark: bool = False) -> None:
        """Show a page in a window of that size, light or dark; what was logged before is forgotten."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        await self.command("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.command("Emulation.setEmulatedMedia", {"features": [scheme]})
        await self.complaints()
        await self._post(f"{self._session}/url", {"url": url})

    async def run(self, script: str, *arguments: object) -> Any:
        """What a script returns."""
        return await self._post(f"{self._session}/execute/sync", {"script": script, "args": list(arguments)})

    async def arrive(self, path: str) -> None:
        """Return when a page at that path is drawn, after a key or a click led there. Raises TimeoutError after 30 seconds."""
        async with asyncio.timeout(30):
            place = None
            while place != [path, "complete"]:
                place = await self.run("return [location.pathname + location.search, document.readyState]")

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        await self._post(f"{self._session}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    async def complaints(self) -> list[str]:
        """What the console was told since the last question: errors, warnings and policy violations."""
        entries = await self._post(f"{self._session}/se/log", {"type": "browser"})
        return [f"{entry['level']}: {entry['message']}" for entry in entries]

    async def command(self, name: str, parameters: dict[str, object]) -> Any:
        """A command of the Chrome DevTools protocol."""
        return await self._post(f"{self._session}/goog/cdp/execute", {"cmd": name, "params": parameters})

    async def screenshot(self) -> bytes:
        """The window as PNG."""
        assert self._http is not None
        async with self._http.get(f"{self._session}/screenshot") as response:
            return base64.b64decode((await response.json())["value"])

    async def _post(self, path: str, body: dict[str, object]) -> Any:
        assert self._http is not None
        async with self._http.post(path, json=body) as response:
            value = (await response.json())["value"]
        assert not (isinstance(value, dict) and "error" in value), value
        return value
