"""A mail server on loopback that takes what it is given, or refuses as it is told."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Post:
    """What a stub server took, and what it refuses: recipients, or the next connections it drops."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    drops_at_data: set[str] = field(default_factory=set)
    connections: int = 0

    @property
    def recipients(self) -> list[str]:
        """Return to whom the mails taken went, in order."""
        return [str(mail["To"]) for mail in self.taken]


class Dialogue(socketserver.StreamRequestHandler):
    """One connection's talk."""

    server: _Server

    def handle(self) -> None:
        """Answer every command until the other side quits, or is dropped."""
        post = self.server.post
        post.connections += 1
        recipient = ""
        self._say("220 stub")
        while line := self.rfile.readline():
            verb = line.decode("ascii", "replace").strip()
            word = verb.upper()
            if word.startswith("RCPT TO"):
                recipient = verb.partition("<")[2].partition(">")[0]
                self._say("550 no such mailbox" if recipient in post.refused else "250 fine")
            elif word == "DATA":
                if recipient in post.drops_at_data:
                    return
                self._say("354 go on")
                post.taken.append(self._read())
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode("ascii") + b"\r\n")

    def _read(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        parsed = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, post: Post) -> None:
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.post = post


@contextmanager
def mail_server() -> Iterator[Post]:
    """Yield a running server's post."""
    post = Post()
    with _Server(post) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        return int(server.server_address[1])
