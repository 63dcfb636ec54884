"""`python -m bot.serve`: the Rasa server, on loopback only, lean and quick to start."""

import gc
import os
import sys
import tarfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.exceptions import ModelError, SettingsError
from bot.lean import make_rasa_lean
from bot.loopback import listen
from bot.quiet_log import quiet_log
from bot.secrets import SecretError, read_or_create
from bot.settings import LOOPBACK, BotSettings, teach_rasa_manners
from bot.tracker_store import open_tracker_store, start_purging
from bot.train import model_file

COLLECT_EVERY = 20_000  # new objects; Python's own 700 is a fraction of a turn


def main() -> int:
    """Serve until stopped; anything in the way is one sentence and exit code 1."""
    os.umask(0o077)
    try:
        settings = BotSettings.from_env()
        model = existing_model(settings)
        door = listen(settings.rasa_port, "RASA_PORT")
        token = read_or_create(settings.secret_file("rasa_token"))
        app = build_app(settings, model, token)
    except (ModelError, SettingsError, SecretError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    start_purging(settings.tracker_file, settings.tracker_hours)
    # Everything loaded so far stays for good: the collector need not walk over it at every turn,
    # nor come several times in one.
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, 10, 10)
    app.run(sock=door, access_log=False, debug=False)
    return 0


def existing_model(settings: BotSettings) -> Path:
    """The model for the present content; ModelError where there is none or it is not whole."""
    path = model_file(settings)
    if not path.exists():
        raise ModelError(
            "There is no dialogue model for the present bot/data and domain.yml. Run `make train`."
        )
    try:
        with tarfile.open(path) as archive:
            archive.getnames()
    except (tarfile.TarError, OSError, EOFError):
        raise ModelError(f"The dialogue model {path} is broken. Delete it and run `make train`.") from None
    return path


def build_app(settings: BotSettings, model: Path, token: str) -> Any:
    """The Sanic application with the model loaded and our channel as its only input."""
    teach_rasa_manners(settings.build_dir)
    quiet_log()
    make_rasa_lean()
    from rasa.core.run import configure_app

    from bot.channel import SignpostInput
    from bot.graph_in_order import run_graphs_in_order
    from bot.remote_actions import mend_remote_actions
    from bot.rule_index import look_rules_up
    from bot.spared_calls import spare_calls

    mend_remote_actions()
    run_graphs_in_order()
    look_rules_up()
    spare_calls()
    trained_at = datetime.fromtimestamp(model.stat().st_mtime, timezone.utc).isoformat(timespec="seconds")
    kept = open_tracker_store(settings.tracker_file)
    channel = SignpostInput(token, trained_at, kept.forget)
    app = configure_app([channel], enable_api=False, port=settings.rasa_port)
    app.add_route(channel.readiness, "/ready")
    app.ctx.agent = _load_agent(settings, model, token, kept)
    quiet_log()
    return app


def _load_agent(settings: BotSettings, model: Path, token: str, kept: Any) -> Any:
    from rasa.core.agent import Agent
    from rasa.core.lock_store import InMemoryLockStore

    from bot.action_line import ActionLine

    try:
        return Agent.load(
            model,
            tracker_store=kept,
            lock_store=InMemoryLockStore(),
            action_endpoint=ActionLine(
                f"http://{LOOPBACK}:{settings.actions_port}/webhook",
                headers={"Authorization": f"Bearer {token}"},
            ),
        )
    except Exception as error:
        raise ModelError(
            f"The dialogue model {model} cannot be loaded ({type(error).__name__}). "
            "Delete it and run `make train`."
        ) from None


if __name__ == "__main__":
    sys.exit(main())
