"""`python -m web`: accounts, migrations, purging, and the server itself. Prints no secret but one it made."""

import argparse
import sys
from collections.abc import Sequence

from bot.secrets import SecretError
from directory.exceptions import DirectoryError
from directory.settings import DirectorySettings
from web.accounts import cli as accounts
from web.app import open_store
from web.clock import now
from web.database import ContactsStore, copy_to, keep_to_ourselves, migrate
from web.exceptions import WebError, sentence
from web.keeping_true import open_keeper
from web.mail.returned import LARGEST, returned_mail
from web.outbox.settings import new_webhook_key
from web.security import cli as security
from web.settings import WebSettings
from web.staff.client_level import cli as client_level
from web.staff.dashboard import demonstration
from web.staff.dashboard.keeping import count_all
from web.staff.export import lines
from web.store import retention, review, staff


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it worked, 1 with a sentence on standard error when it did not."""
    asked = _parser().parse_args(arguments)
    keep_to_ourselves()
    try:
        settings = WebSettings.from_env()
        if asked.command == "new-webhook-key":
            print(new_webhook_key())
            return 0
        if asked.command == "serve":
            return _serve(settings)
        if asked.command == "bounced":
            return _bounced(settings, sys.stdin.buffer.read(LARGEST))
        if asked.command == "demo":
            return _demo(demonstration.settings_for(settings, asked.store), asked.seed)
        return _with_store(settings, asked)
    except (WebError, DirectoryError, SecretError, OSError) as error:
        print(sentence(error), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the contacts store's tables up to date")
    commands.add_parser("purge", help="end quiet contacts and delete what was kept long enough")
    commands.add_parser("serve", help="run the website")
    commands.add_parser("new-webhook-key", help="make a key for WEBHOOK_KEYS, shown once, on its only line")
    commands.add_parser("bounced", help="note a reminder that came back; reads the mail from standard input")
    accounts.add_to(commands)
    copy = commands.add_parser("copy-to", help="copy the contacts store to an empty one, with nobody at work")
    copy.add_argument(
        "address", help="such as postgresql+psycopg://signpost_contacts@db.example.org/contacts"
    )
    export = commands.add_parser(
        "export-labels",
        help="write what conversation leads labelled as lines of JSON, for python -m bot learn",
    )
    export.add_argument("--all", action="store_true", help="those that were exported before as well")
    demo = commands.add_parser("demo", help="make a store of its own with an invented year in it")
    demo.add_argument("--store", help="its address; without it, a file below VAR_DIR/demo")
    demo.add_argument("--seed", type=int, default=demonstration.SEED, help="the same seed, the same year")
    security.add_to(commands)
    client_level.add_to(commands)
    return parser


def _with_store(settings: WebSettings, asked: argparse.Namespace) -> int:
    store = open_store(settings)
    try:
        migrate(store.engine)
        if (code := security.run(asked, store)) is not None:
            return code
        if asked.command == "cld":
            return client_level.run(asked, store, settings)
        if asked.command == "purge":
            _purge(store, settings)
        elif asked.command in accounts.COMMANDS:
            accounts.COMMANDS[asked.command](store, asked)
        elif asked.command == "copy-to":
            _copy_to(store, asked.address)
        elif asked.command == "export-labels":
            _export_labels(store, everything=asked.all)
        else:
            print("The contacts store is up to date.")
    finally:
        store.close()
    return 0


def _demo(settings: WebSettings, seed: int) -> int:
    store = open_store(settings)
    try:
        written = demonstration.fill(store, settings, seed)
        password = demonstration.let_in(store)
    finally:
        store.close()
    print(f"Made {written:,} invented contacts." if written else "The invented year is there already.")
    print(f"To look at it, start Signpost with CONTACTS_DATABASE_URL={settings.contacts_database_url}")
    print(f"(`make demo` does), and sign in at /staff/sign-in as {demonstration.MANAGER}, a manager.")
    if password:
        print("Her password, shown this once, to be changed at the first sign-in:")
        print(password)
    return 0


def _copy_to(store: ContactsStore, address: str) -> None:
    copied = copy_to(store, address)
    print(f"Copied {copied.rows} rows of {copied.tables} tables, read back and the same.")


def _export_labels(store: ContactsStore, *, everything: bool) -> None:
    with store.reading() as session:
        entries = review.to_export(session, everything=everything)
    for line in lines(entries):
        print(line)
    # Noted once they are out: a pipe that breaks loses none of them.
    sys.stdout.flush()
    with store.writing() as session:
        review.note_exported(session, [each.id for each in entries], now())
        staff.note(session, "exported_labels", staff_user_id=None)


def _purge(store: ContactsStore, settings: WebSettings) -> None:
    count_all(store, settings)
    with store.writing() as session:
        done = retention.purge(session, now(), settings.keeping)
    print(
        f"Ended {done.abandoned} quiet contacts. Deleted {done.messages} messages, "
        f"{done.handoffs} hand-offs, {done.contacts} contacts and {done.audit_events} audit entries."
    )


def _bounced(settings: WebSettings, raw: bytes) -> int:
    # 0 whatever it was: a mail server that pipes a mail in here must not send one back about it.
    mail_id = returned_mail(raw)
    noted = mail_id is not None and open_keeper(settings, DirectorySettings.from_env()).bounced(mail_id)
    print("Noted: the address of that reminder does not exist." if noted else "That is no reminder of ours.")
    return 0


def _serve(settings: WebSettings) -> int:
    # Here, so that the other commands do not wait for the recogniser's libraries.
    from web.serve import Server
    from web.wsgi import application

    Server(settings, application).run()
    return 0
