"""The smallest client of an ASGI application: what it answers, without a server nor a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.datastructures import Headers


@dataclass
class Answer:
    status_code: int
    headers: Headers
    content: bytes

    @property
    def text(self):
        return self.content.decode()


class Client:
    """The smallest client of an ASGI application."""

    def __init__(self, app):
        self.app = app

    def get(self, address, client="127.0.0.1", **headers):
        return asyncio.run(self.ask("GET", address, client, **headers))

    def send(self, method, address, body, client="127.0.0.1", **headers):
        return asyncio.run(self.ask(method, address, client, body, **headers))

    async def ask(self, method, address, client="127.0.0.1", content=b"", **headers):
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "client": (client, 50_000),
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        sent = []
        asked = iter([{"type": "http.request", "body": content, "more_body": False}])

        async def receive():
            for message in asked:
                return message
            return await asyncio.Future()  # the client stays: nothing more comes from it

        async def send(message):
            sent.append(message)

        await self.app(scope, receive, send)
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(message.get("body", b"") for message in sent)
        return Answer(start["status"], Headers(raw=start["headers"]), body)
