"""Fetches from one allowed host and no other, within a time and a size: what geopy calls through.

The service at the other end is not trusted: it may be slow, send a byte now and then, send gigabytes,
or point elsewhere. Whatever it does, the caller has its answer or an error when its time is up.
"""

from __future__ import annotations

import json
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

LARGEST_ANSWER = 256 * 1024
"""Bytes of an answer that are read: some twenty times what a handful of addresses takes."""

AT_ONCE = 4
"""Requests under way at once in this process; one more is refused at once, for the service lags behind."""

_CHUNK = 16 * 1024
_OK = 200


class OneHostAdapter(BaseSyncAdapter):
    """geopy's way to a service, held to the scheme and host of its address; follows no redirection."""

    def __init__(self, url: str) -> None:
        super().__init__(proxies=None, ssl_context=None)  # type: ignore[no-untyped-call] # geopy is untyped
        self._allowed = urlsplit(url)[:2]
        self._ssl = ssl.create_default_context()
        self._free = BoundedSemaphore(AT_ONCE)

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Return the JSON that an address answers with; NaN and infinities are none.

        Raises: geopy's errors.
        """
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("the answer is no JSON") from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the text that an address answers with, within `timeout` seconds in all.

        Raises: geopy's errors.
        """
        asked = urlsplit(url)
        if asked[:2] != self._allowed:
            raise GeocoderServiceError("this host is not allowed")
        if not self._free.acquire(blocking=False):
            raise GeocoderUnavailable("too many requests are under way")
        exchange = _Exchange(asked.scheme, asked.netloc, time.monotonic() + timeout, self._ssl)
        target = f"{asked.path}?{asked.query}" if asked.query else asked.path
        # A thread of its own, since neither looking up a name nor reading headers keeps to a deadline.
        Thread(target=self._run, args=(exchange, target, headers), daemon=True).start()
        try:
            outcome = exchange.outcome.get(timeout=timeout)
        except Empty:
            exchange.abandon()
            raise GeocoderTimedOut("the service did not answer in time") from None
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _run(self, exchange: _Exchange, target: str, headers: dict[str, str]) -> None:
        try:
            exchange.outcome.put(exchange.fetch(target, headers))
        except (GeocoderServiceError, AdapterHTTPError) as error:
            exchange.outcome.put(error)
        except TimeoutError:
            exchange.outcome.put(GeocoderTimedOut("the service did not answer in time"))
        except (OSError, HTTPException, ValueError) as error:
            exchange.outcome.put(GeocoderUnavailable(type(error).__name__))
        finally:
            self._free.release()


@dataclass(slots=True)
class _Exchange:
    """One request and its answer, which may be abandoned while it is under way."""

    scheme: str
    netloc: str
    deadline: float
    ssl_context: ssl.SSLContext
    outcome: SimpleQueue[str | Exception] = field(default_factory=SimpleQueue)
    connection: HTTPConnection | None = None

    def fetch(self, target: str, headers: dict[str, str]) -> str:
        seconds = self._left()
        if self.scheme == "https":
            self.connection = HTTPSConnection(self.netloc, timeout=seconds, context=self.ssl_context)
        else:
            self.connection = HTTPConnection(self.netloc, timeout=seconds)
        try:
            self.connection.request(
                "GET",
                target,
                headers={"Accept": "application/json", "Accept-Encoding": "identity", **headers},
            )
            with self.connection.getresponse() as response:
                if response.status != _OK:
                    # Redirections included: where they point is not where the operator said.
                    status = response.status
                    raise AdapterHTTPError(  # type: ignore[no-untyped-call] # geopy is untyped
                        f"status {status}", status_code=status, headers={}, text=""
                    )
                body = bytearray()
                while chunk := response.read1(_CHUNK):
                    body += chunk
                    if len(body) > LARGEST_ANSWER:
                        raise GeocoderServiceError("the answer is too large")
                    self._left()
                return body.decode("utf-8")
        finally:
            self.connection.close()

    def abandon(self) -> None:
        """Wake the thread that still reads, so that it ends."""
        sock = None if self.connection is None else self.connection.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise GeocoderTimedOut("the service did not answer in time")
        return left


def _refuse(constant: str) -> None:
    raise ValueError(constant)
