"""The web's settings, read once from the environment. A wrong value stops the start with a sentence."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from bot.exceptions import SettingsError as BotSettingsError
from bot.office_times import OfficeTimes
from bot.safeguarding.hours import OfficeHours
from bot.settings import office_times
from web.embed.settings import Embed, read_embed
from web.exceptions import SettingsError
from web.live.settings import Live, read_live
from web.looks.settings import Looks, read_looks
from web.outbox.settings import Outbox, read_outbox
from web.paper.letters import FILES, USUAL_FOLDER, has_fonts
from web.reminders.settings import Asking, read_asking
from web.sign_in.settings import SignIn, read_sign_in
from web.variables import Reader

_SENDER = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")
COUNCIL_SIGN_IN_BACK = "/staff/sign-in/council/back"


@dataclass(frozen=True)
class Limits:
    """What one address, conversation or account may ask, and have sent. Rates read like `60 per minute`."""

    chat: str = "60 per minute;1200 per hour"
    pages: str = "300 per minute"
    sign_in: str = "30 per minute;300 per hour"
    tokens: str = "6000 per minute"
    health: str = "600 per minute"
    reports: str = "20 per minute;200 per hour"
    live: str = (
        "2400 per minute"  # a page asks twenty times a minute, and a contact centre shares one address
    )
    open_data: str = "1200 per minute"
    calls: str = "3000 per minute"
    summaries: str = "10 per minute;30 per hour;100 per day"  # sent to oneself; a library shares one address
    lists: str = "20 per hour;60 per day"  # that one account may send to callers
    look_ups: str = "60 per hour;250 per day"  # of who rang before, by one account
    messages: str = "3 per hour;6 per day"  # that anybody can cause, to one number or address
    connections_per_address: int = 64
    in_flight_per_address: int = 8
    chat_in_flight_per_address: int = 3
    request_bytes: int = 64 * 1024
    failed_sign_ins: int = 5
    failed_sign_ins_a_day: int = 100
    lock_minutes: int = 15


@dataclass(frozen=True)
class Keeping:
    """How long things are kept."""

    abandon_minutes: int = 60
    words_days: int = 90
    contact_days: int = 730
    audit_days: int = 2190
    account_days: int = 2190  # after an account is shut: as long as the trail says what it did
    session_minutes: int = 480


@dataclass(frozen=True)
class Mail:
    """How mail leaves. Without a host none does, and what would be mailed is shown to editors instead."""

    host: str = ""
    port: int = 587
    security: str = "starttls"  # or "tls", from the first byte; "none" only where both ends are one machine
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


@dataclass(frozen=True)
class WebSettings:
    """Everything the web needs to know about where it runs."""

    var_dir: Path
    build_dir: Path
    contacts_database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 32
    rasa_url: str = "http://127.0.0.1:8105"
    actions_url: str = "http://127.0.0.1:8155"
    council_name: str = "Eastmere"
    council_phone: str = "01632 960000"
    edt_phone: str = "01632 960999"
    exit_url: str = "https://www.bbc.co.uk/weather"
    secure_cookies: bool = True
    trusted_proxies: int = 0
    trusted_hosts: tuple[str, ...] = ()
    time_zone: str = "Europe/London"
    contacts_key: str | None = None
    secret_key: str | None = None
    person_key: str | None = None
    audit_key: str | None = None
    limits: Limits = Limits()
    keeping: Keeping = Keeping()
    public_url: str = ""
    mail: Mail = Mail()
    asking: Asking = Asking()
    outbox: Outbox = field(default_factory=Outbox)
    keep_for_review: bool = True
    office: OfficeTimes = OfficeTimes()
    sign_in: SignIn = SignIn()
    paper_fonts: Path | None = None
    targets_file: Path | None = None
    looks: Looks = Looks()
    live: Live = Live()
    handover_lines_file: Path | None = None
    embed: Embed = Embed()

    @property
    def secrets_dir(self) -> Path:
        """Where secrets made at first start live."""
        return self.var_dir / "secrets"

    @property
    def own_address(self) -> str:
        """Where links in messages lead. Without PUBLIC_URL that is this machine, where messages stay too."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def hours(self) -> OfficeHours:
        """When the council's people are there: what is out of hours, and when a hand-off falls due."""
        return OfficeHours.of(self.office, self.time_zone)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "WebSettings":
        """Settings from environment variables; SettingsError names the one that is wrong."""
        read = Reader(environ)
        var_dir = Path(environ.get("VAR_DIR") or "var").absolute()
        host, council = read.text("HOST", cls.host), read.text("COUNCIL_NAME", cls.council_name)
        invented = council == cls.council_name  # A real council never shows the demonstration's numbers.
        proxies = read.number("TRUSTED_PROXIES", 0, low=0, high=10)
        only_here = proxies == 0 and is_loopback(host)
        return cls(
            var_dir=var_dir,
            build_dir=Path(environ.get("BUILD_DIR") or "build").absolute(),
            contacts_database_url=read.text("CONTACTS_DATABASE_URL", f"sqlite:///{var_dir}/contacts.sqlite3"),
            host=host,
            port=_port(read),
            threads=_threads(read),
            rasa_url=read.text("RASA_URL", f"http://127.0.0.1:{environ.get('RASA_PORT') or 8105}"),
            actions_url=read.text("ACTIONS_URL", f"http://127.0.0.1:{environ.get('ACTIONS_PORT') or 8155}"),
            council_name=council,
            council_phone=read.text("COUNCIL_PHONE", cls.council_phone if invented else ""),
            edt_phone=read.text("EDT_PHONE", cls.edt_phone if invented else ""),
            exit_url=read.text("EXIT_URL", cls.exit_url),
            secure_cookies=read.yes_no("SECURE_COOKIES", not only_here),
            trusted_proxies=proxies,
            trusted_hosts=read.words("TRUSTED_HOSTS"),
            time_zone=read.zone("TIME_ZONE", cls.time_zone),
            contacts_key=environ.get("CONTACTS_KEY") or None,
            secret_key=environ.get("SECRET_KEY") or None,
            person_key=environ.get("PERSON_KEY") or None,
            audit_key=environ.get("AUDIT_KEY") or None,
            limits=_limits(read, _threads(read)),
            keeping=_keeping(read),
            public_url=read.address("PUBLIC_URL"),
            mail=_mail(read),
            outbox=read_outbox(read, invented=invented, mail_host=read.text("MAIL_HOST", "")),
            asking=read_asking(read),
            keep_for_review=read.yes_no("KEEP_FOR_REVIEW", True),
            office=_office(environ),
            sign_in=read_sign_in(read, only_here=only_here, back=COUNCIL_SIGN_IN_BACK),
            paper_fonts=_paper_fonts(read),
            looks=read_looks(read),
            live=read_live(read),
            targets_file=_file(read, "TARGETS_FILE"),
            handover_lines_file=_file(read, "HANDOVER_LINES_FILE"),
            embed=read_embed(read, only_here=only_here, port=_port(read)),
        )


def is_loopback(host: str) -> bool:
    """Is `host` this machine alone? An unknown name is not: the strict answer."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _threads(read: Reader) -> int:
    return read.number("WEB_THREADS", WebSettings.threads, low=2, high=256)


def _port(read: Reader) -> int:
    return read.number("PORT", WebSettings.port, low=1, high=65535)


def _file(read: Reader, name: str) -> Path | None:
    named = read.text(name, "")
    return Path(named).absolute() if named else None


def _office(environ: Mapping[str, str]) -> OfficeTimes:
    try:
        return office_times(environ)
    except BotSettingsError as wrong:
        raise SettingsError(str(wrong)) from None


def _paper_fonts(read: Reader) -> Path | None:
    named = read.text("PAPER_FONTS", "")
    folder = Path(named) if named else USUAL_FOLDER
    if has_fonts(folder):
        return folder
    if named:
        raise SettingsError(f"PAPER_FONTS must be a folder with {' and '.join(FILES.values())}.")
    return None


def _limits(read: Reader, threads: int) -> Limits:
    quarter = max(1, threads // 4)  # Whoever asks for more would need three friends to hold every thread.
    return Limits(
        chat=read.rate("LIMIT_CHAT", Limits.chat),
        pages=read.rate("LIMIT_PAGES", Limits.pages),
        sign_in=read.rate("LIMIT_SIGN_IN", Limits.sign_in),
        tokens=read.rate("LIMIT_TOKENS", Limits.tokens),
        health=read.rate("LIMIT_HEALTH", Limits.health),
        reports=read.rate("LIMIT_REPORTS", Limits.reports),
        live=read.rate("LIMIT_LIVE", Limits.live),
        open_data=read.rate("LIMIT_OPEN_DATA", Limits.open_data),
        calls=read.rate("LIMIT_CALLS", Limits.calls),
        summaries=read.rate("LIMIT_SUMMARIES", Limits.summaries),
        lists=read.rate("LIMIT_LISTS", Limits.lists),
        look_ups=read.rate("LIMIT_LOOK_UPS", Limits.look_ups),
        messages=read.rate("LIMIT_MESSAGES", Limits.messages),
        connections_per_address=read.number(
            "CONNECTIONS_PER_ADDRESS", Limits.connections_per_address, low=4, high=800
        ),
        in_flight_per_address=read.number("IN_FLIGHT_PER_ADDRESS", quarter, low=1, high=quarter),
        chat_in_flight_per_address=read.number(
            "CHAT_IN_FLIGHT_PER_ADDRESS", min(Limits.chat_in_flight_per_address, quarter), low=1, high=quarter
        ),
        request_bytes=read.number("REQUEST_BYTES", Limits.request_bytes, low=8192, high=1048576),
        failed_sign_ins=read.number("FAILED_SIGN_INS", Limits.failed_sign_ins, low=3, high=20),
        failed_sign_ins_a_day=read.number(
            "FAILED_SIGN_INS_A_DAY", Limits.failed_sign_ins_a_day, low=20, high=10000
        ),
        lock_minutes=read.number("LOCK_MINUTES", Limits.lock_minutes, low=1, high=1440),
    )


def _keeping(read: Reader) -> Keeping:
    return Keeping(
        abandon_minutes=read.number("ABANDON_MINUTES", Keeping.abandon_minutes, low=5, high=1440),
        words_days=read.number("KEEP_WORDS_DAYS", Keeping.words_days, low=1, high=3650),
        contact_days=read.number("KEEP_CONTACTS_DAYS", Keeping.contact_days, low=1, high=3650),
        audit_days=read.number("KEEP_AUDIT_DAYS", Keeping.audit_days, low=30, high=3650),
        account_days=read.number("KEEP_ACCOUNTS_DAYS", Keeping.account_days, low=30, high=3650),
        session_minutes=read.number("SESSION_MINUTES", Keeping.session_minutes, low=5, high=1440),
    )


def _mail(read: Reader) -> Mail:
    mail = Mail(
        host=read.text("MAIL_HOST", Mail.host),
        port=read.number("MAIL_PORT", Mail.port, low=1, high=65535),
        security=read.one_of("MAIL_SECURITY", Mail.security, ("starttls", "tls", "none")),
        user=read.text("MAIL_USER", Mail.user),
        password=read.text("MAIL_PASSWORD", ""),
        sender=read.text("MAIL_FROM", Mail.sender),
    )
    if not mail.host:
        return mail
    if not _SENDER.fullmatch(mail.sender):
        raise SettingsError("With MAIL_HOST, MAIL_FROM must be an address such as directory@example.org.")
    if not read.address("PUBLIC_URL"):
        raise SettingsError(
            "With MAIL_HOST, PUBLIC_URL must say where this site is reached: the links in mails lead there."
        )
    if mail.security == "none" and not is_loopback(mail.host):
        raise SettingsError("MAIL_SECURITY may be none only where MAIL_HOST is this machine.")
    return mail
