"""The web's application factory: settings and parts in, a Flask app out. Nothing is opened on import."""

from types import TracebackType
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.secrets import read_or_create
from directory.editing.desk import Desk
from directory.freshness.keeper import Keeper
from directory.publisher import Publisher
from directory.standing import Register
from web import health, templating, understanding
from web.accounts import views as accounts
from web.adviser import views as adviser
from web.adviser.practice import views as practice
from web.adviser.practice.reading import demo_calls
from web.adviser.script import script
from web.adviser.tools import views as call_tools
from web.database import ContactsStore, migrate
from web.editor import views as editor
from web.embed import views as embed
from web.encryption import Keyring, parse_keys
from web.errors import handlers
from web.front_end import served
from web.handoffs import lines
from web.handoffs import views as handoffs
from web.helped import views as helped
from web.live import chat_views, transcript_views
from web.live import resident_views as live
from web.logging import log_failure
from web.looks import views as looks
from web.numbers import targets
from web.open_referral import answers as open_answers
from web.open_referral import views as open_referral
from web.parts import Parts, attach
from web.provider import views as provider
from web.provider.offered import views as voluntary
from web.public_directory import views as directory
from web.reports import views as reports
from web.resident import api as chat_api
from web.resident import views as resident
from web.security import (
    connection,
    csrf,
    framing,
    gate,
    headers,
    hosts,
    in_flight,
    rates,
    row_numbers,
    wrong_passwords,
)
from web.settings import WebSettings
from web.sign_in import account as own_account
from web.sign_in import council
from web.sign_in import views as sign_in
from web.staff import session as staff_session
from web.staff import views as staff
from web.staff.client_level import views as client_level
from web.staff.dashboard import views as dashboard
from web.staff.demand import views as demand
from web.staff.sites import views as sites
from web.staff.six_measures import views as six_measures
from web.upkeep import views as upkeep

_FOR_PROGRAMS = (*(room.blueprint for room in (health, handoffs, chat_api, understanding, open_referral)),)
_FOR_PEOPLE = (
    *(
        room.blueprint
        for room in (
            looks,
            embed,
            resident,
            live,
            chat_views,
            transcript_views,
            directory,
            reports,
            provider,
            voluntary,
            helped,
            staff,
            dashboard,
            sites,
            demand,
            six_measures,
            client_level,
            adviser,
            call_tools,
            practice,
            editor,
            upkeep,
        )
    ),
)
_ACCOUNTS = (*(room.blueprint for room in (sign_in, own_account, accounts)),)


class Signpost(Flask):
    """A Flask app whose failures are logged by kind and place, never with what anybody wrote."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        log_failure(exc_info[1])


def create_app(
    settings: WebSettings,
    *,
    understander: Any = None,
    finder: Any = None,
    rasa: Any = None,
    publisher: Publisher | None = None,
    register: Register | None = None,
    desk: Desk | None = None,
    keeper: Keeper | None = None,
    store: ContactsStore | None = None,
) -> Flask:
    """The whole site: heavy parts are opened by the caller and passed in; the store is brought up to date."""
    targets.levels(settings.targets_file)  # a wrong file stops the start, not the managers' page
    script()  # nor the page of a call
    demo_calls()
    lines.lines(settings.handover_lines_file)
    app = Signpost("web", static_folder=None)  # web.front_end serves what is in it
    app.config.update(_config(settings))
    store = store or open_store(settings)
    migrate(store.engine)
    attach(app, Parts(settings, store, understander, finder, rasa, publisher, register, desk, keeper))
    row_numbers.install(app)
    framing.install(app, settings.embed.origins)
    hosts.install(app)
    _trust_proxies(app, settings)
    handoff_token = read_or_create(settings.secrets_dir / "handoff_token")
    # In this order: a flood is turned away before it costs anything, then the door, then the form's proof.
    connection.install(app)
    limits = settings.limits
    in_flight.install(app, limits.in_flight_per_address, limits.chat_in_flight_per_address, handoff_token)
    rates.install(app)
    wrong_passwords.install(app, limits)
    staff_session.install(app)
    council.install(app, settings.sign_in.council)
    gate.install(app, handoff_token)
    csrf.install(app, exempt=_FOR_PROGRAMS)
    open_answers.install(app)
    headers.install(app)
    handlers.install(app)
    served.install(app, settings.build_dir)
    templating.install(app)
    for blueprint in (*_FOR_PROGRAMS, *_FOR_PEOPLE, *_ACCOUNTS):
        app.register_blueprint(blueprint)
    return app


def open_store(settings: WebSettings) -> ContactsStore:
    """The contacts store of these settings, with its keys from the environment or from VAR_DIR/secrets."""
    keyring = Keyring(
        _keys(settings, settings.contacts_key, "CONTACTS_KEY"),
        people=_keys(settings, settings.person_key, "PERSON_KEY"),
        trail=_keys(settings, settings.audit_key, "AUDIT_KEY"),
    )
    return ContactsStore(settings.contacts_database_url, keyring)


def _keys(settings: WebSettings, given: str | None, name: str) -> dict[str, str]:
    return parse_keys(given or read_or_create(settings.secrets_dir / name.lower()), name)


def _config(settings: WebSettings) -> dict[str, Any]:
    secure = settings.secure_cookies
    return {
        "SECRET_KEY": settings.secret_key or read_or_create(settings.secrets_dir / "session_key"),
        # The __Host- prefix makes browsers refuse the cookie unless it is secure and for this host alone.
        "SESSION_COOKIE_NAME": "__Host-signpost" if secure else "signpost",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": settings.keeping.session_minutes * 60,
        "MAX_CONTENT_LENGTH": settings.limits.request_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.limits.request_bytes,
        "TRUSTED_HOSTS": hosts.names(settings),
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _trust_proxies(app: Flask, settings: WebSettings) -> None:
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
