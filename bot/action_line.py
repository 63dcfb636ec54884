"""The line from Rasa to the action server: kept open, where Rasa makes a new connection for every action."""

from __future__ import annotations

from typing import Any

import aiohttp  # type: ignore[import-not-found]  # in the Rasa environment alone
import ujson
from rasa.utils.endpoints import ClientResponseError, EndpointConfig


class ActionLine(EndpointConfig):  # type: ignore[misc]  # Rasa publishes no types
    """An endpoint that keeps its connections. One a process, used in the one event loop of the server."""

    _kept: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", subpath: str | None = None, **asked: Any) -> Any:
        """The JSON that is answered; ClientResponseError for a refusal, as Rasa's own endpoint has it.

        A connection that the server let go meanwhile is no failure: the call is made once more. Whatever an
        action does is idempotent, since a turn may be taken again.
        """
        for key in ("content_type", "compress", "timeout"):
            asked.pop(key, None)  # JSON, not packed; how long a turn may take is the channel's to say
        try:
            return await self._ask(method, **asked)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
            if isinstance(error, aiohttp.ClientConnectorError):
                raise
            return await self._ask(method, **asked)

    async def _ask(self, method: str, **asked: Any) -> Any:
        async with self._session().request(method, self.url, **asked) as answer:
            if answer.status >= 400:
                raise ClientResponseError(answer.status, answer.reason, await answer.text())
            return await answer.json()

    def _session(self) -> aiohttp.ClientSession:
        if self._kept is None:
            self._kept = aiohttp.ClientSession(
                headers=self.headers,
                json_serialize=ujson.dumps,  # the whole conversation goes with every call
                timeout=aiohttp.ClientTimeout(total=None, connect=1),
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60),
            )
        return self._kept
