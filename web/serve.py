"""`python -m web serve`: gunicorn with the settings of this room, as threads that share one recogniser."""

import sys
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from bot.patterns.exceptions import RuleError
from bot.secrets import SecretError
from directory.exceptions import DirectoryError
from web.exceptions import WebError, sentence
from web.logging import LibraryFormatter
from web.security.guarded_worker import guarded
from web.settings import WebSettings

_DOES_NOT_START = 3  # gunicorn takes this as: do not try again
_CONNECTIONS = 800  # below the 1,024 files most machines let a process hold open


class ServerLogger(Logger):  # type: ignore[misc]
    """gunicorn's log in our own shape: its sentences quote addresses, paths and pieces of what was sent."""

    def setup(self, cfg: Any) -> None:
        """Called by gunicorn at the start and at every reload."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LibraryFormatter())


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told everything here rather than in a file or on the command line."""

    def __init__(self, settings: WebSettings, load: Any) -> None:
        """`load`: makes the site, called once in each worker process."""
        self._settings = settings
        self._load = load
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self._settings).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        try:
            return self._load()
        except (WebError, SecretError, RuleError, DirectoryError, OSError) as error:
            # A sentence that says what to do, where gunicorn would print a trace.
            print(sentence(error), file=sys.stderr)  # noqa: T201
            sys.exit(_DOES_NOT_START)


def options(settings: WebSettings) -> dict[str, Any]:
    """Gunicorn's options. One process, many threads: more processes share nothing but the store."""
    # Behind a proxy every connection is the proxy's own.
    most = None if settings.trusted_proxies else settings.limits.connections_per_address
    return {
        "bind": [f"{settings.host}:{settings.port}"],
        "workers": 1,
        "worker_class": guarded(most),
        "worker_connections": _CONNECTIONS,
        "threads": settings.threads,
        "timeout": 60,
        "graceful_timeout": 15,
        "keepalive": 5,
        "accesslog": None,  # It would hold addresses and query strings; our own log holds neither.
        "errorlog": "-",
        "logger_class": ServerLogger,
        "loglevel": "warning",
        "umask": 0o077,
        # Who is behind which proxy is decided once, by TRUSTED_PROXIES.
        "forwarded_allow_ips": "",
        "control_socket_disable": True,
    }
