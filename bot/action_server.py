"""`python -m bot.action_server`: the actions for Rasa, on loopback only, and the courier of hand-offs."""

import json
import logging
import os
import sys
from typing import Any

from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic
from sanic.response import HTTPResponse
from sanic.response import json as answer

from bot.actions.desk import Desk, open_desk
from bot.actions.every_action import every_action
from bot.exceptions import SettingsError
from bot.loopback import has_token, listen
from bot.quiet_log import quiet_log
from bot.secrets import SecretError, read_or_create
from bot.settings import BotSettings
from directory.exceptions import DirectoryError

log = logging.getLogger(__name__)

LARGEST_TRACKER = 4 * 1024 * 1024  # bytes; the whole conversation travels with every call


def main() -> int:
    """Serve until stopped; anything in the way is one sentence and exit code 1."""
    os.umask(0o077)
    quiet_log()
    try:
        settings = BotSettings.from_env()
        door = listen(settings.actions_port, "ACTIONS_PORT")
        token = read_or_create(settings.secret_file("rasa_token"))
        desk = open_desk(settings)
    except (SettingsError, SecretError, DirectoryError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    desk.courier.start()
    try:
        build_app(desk, token).run(sock=door, single_process=True, access_log=False, motd=False)
    finally:
        desk.courier.stop()
    return 0


def build_app(desk: Desk, token: str) -> Sanic[Any, Any]:
    """The webhook that Rasa calls with its token, and /health.

    Our own few lines rather than rasa-sdk's application: that one logs a failed request whole, and sends it
    back, with every word of the conversation.
    """
    executor = ActionExecutor()
    for action in every_action(desk):
        executor.register_action(action)
    app = Sanic("signpost_actions", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_TRACKER

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        return answer({"status": "ok", "services": desk.finder.size()})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        if not _is_rasa(request, token):
            return answer({"error": "Only Rasa may ask for an action."}, status=401)
        try:
            result = await executor.run(json.loads(request.body))
        except Exception as error:
            log.error("an action could not be run: %s", type(error).__name__)
            return answer({"error": "The action could not be run."}, status=500)
        return answer(result.model_dump() if result else {})

    return app


def _is_rasa(request: Request, token: str) -> bool:
    """Other programs on this machine, a browser among them, must not make hand-offs in a resident's name."""
    return has_token(request.headers.get("Authorization", ""), token)


if __name__ == "__main__":
    sys.exit(main())
