"""gunicorn's threads behind a door: none is given to a sender who only begins, dawdles, or does not hang up.

gunicorn by itself lends a thread to a socket at its first byte and waits for the rest without end, so a few
dozen sockets stop a site. Here the main loop, which can hold hundreds at no cost, keeps a socket until its
head is whole.
"""

import errno
import selectors
import socket
import time
from collections import deque
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from web.security.addresses import line_of
from web.security.heads import Head, look

HEAD_SECONDS = 10.0  # for the whole head
REQUEST_SECONDS = 20.0  # for everything a request has to send, body included
LINGER_SECONDS = 2.0  # for whoever is still sending when the answer has been given
_REST_SECONDS = 0.25  # a body nobody wanted, if it is here already: the connection may be kept
_NOTHING_TO_ACCEPT = {errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED, errno.EMFILE, errno.ENFILE}


class Connection(TConn):  # type: ignore[misc]
    """A connection that says goodbye in the main loop, where waiting for the other side holds nobody up."""

    worker: "GuardedWorker"

    def close(self, graceful: bool = False) -> None:
        if not (graceful and self.worker.linger(self)):
            super().close()


class GuardedWorker(ThreadWorker):  # type: ignore[misc]
    """Accepts so many connections of one address, and hands a thread whole heads alone."""

    most_per_address: int | None = None  # None behind a proxy: every connection is the proxy's

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._open: set[Connection] = set()
        self._answering: dict[Connection, float] = {}
        self._lingering: deque[tuple[float, Connection]] = deque()

    def accept(self, listener: socket.socket) -> None:
        """Takes in a new connection, unless its address has its share of them."""
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in _NOTHING_TO_ACCEPT:
                raise
            return
        if self._has_its_share(client[0]):
            sock.close()
            return
        conn = Connection(self.cfg, sock, client, listener.getsockname())
        conn.worker = self
        self.nr_conns += 1
        self._open.add(conn)
        self._await_head(conn)

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """The next request on a kept connection begins: it waits for its head like the first."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await_head(conn)

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """More of a head has come: a thread takes over once it is whole."""
        head = look(client)
        if head is Head.BEGUN:
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if head is Head.WHOLE:
            conn.data_ready = True
            self.enqueue_req(conn)
        else:
            self.nr_conns -= 1
            conn.close()

    def handle(self, conn: Connection) -> Any:
        """Answers a request, in a thread; what it sends must have arrived in time."""
        self._answering[conn] = time.monotonic() + REQUEST_SECONDS
        try:
            return super().handle(conn)
        finally:
            self._answering.pop(conn, None)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        return keepalive and bool(conn.parser.finish_body(deadline=time.monotonic() + _REST_SECONDS))

    def murder_pending(self) -> None:
        """Ends, about once a second, everything whose time is up."""
        super().murder_pending()
        moment = time.monotonic()
        for conn, until in list(self._answering.items()):
            if until < moment:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)  # The thread reads an end, and answers.
        while self._lingering and self._lingering[0][0] < moment:
            self._hang_up(self._lingering.popleft()[1])
        self._open = {conn for conn in self._open if conn.sock.fileno() != -1}

    def linger(self, conn: Connection) -> bool:
        """Half-closes, and swallows for a moment what still comes, so that the answer is not lost."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._swallow, conn))
        except (OSError, ValueError, KeyError):
            return False
        self._lingering.append((time.monotonic() + LINGER_SECONDS, conn))
        return True

    def _await_head(self, conn: Connection) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _cap_keepalive(self, deadline: float) -> None:
        # A stopping site waits no longer for a head that never came than for an idle connection.
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def _has_its_share(self, address: str) -> bool:
        if self.most_per_address is None:
            return False
        line = line_of(address)
        held = sum(1 for conn in self._open if conn.sock.fileno() != -1 and line_of(conn.client[0]) == line)
        return held >= self.most_per_address

    def _swallow(self, conn: Connection, sock: socket.socket) -> None:
        with suppress(BlockingIOError):
            try:
                ended = not sock.recv(65536)
            except ConnectionError:
                ended = True
            if ended:
                self._hang_up(conn)

    def _hang_up(self, conn: Connection) -> None:
        if conn.sock.fileno() != -1:
            self.poller.unregister(conn.sock)
            conn.close()


def guarded(most_per_address: int | None) -> type[GuardedWorker]:
    """The worker class for gunicorn, which makes the worker itself and passes it nothing of ours."""
    return type("GuardedWorker", (GuardedWorker,), {"most_per_address": most_per_address})
