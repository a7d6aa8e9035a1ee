"""A real HTTP server on loopback that takes forms."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from aiohttp import web


class FormTaker:
    """Answers each path as `answers` says (status, headers), else with 202; `forms` holds what came, in order."""

    def __init__(self) -> None:
        self.port = 0
        self.answers: dict[str, tuple[int, Mapping[str, str]]] = {}
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, path: str) -> str:
        """The address of a path here."""
        return f"http://127.0.0.1:{self.port}{path}"

    async def _take(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.forms.append((request.path, {name: str(value) for name, value in form.items()}))
        status, headers = self.answers.get(request.path, (202, {}))
        return web.Response(status=status, headers=headers)
