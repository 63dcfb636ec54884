"""Every query about innovation sites: which there are, who belongs where, and each change of one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.clock import now
from web.models.contact import Contact
from web.models.queue import TeamMember
from web.models.site import USUAL, Site, SiteEvent, SiteQuestion
from web.numbers.belonging import Arrival, Rule, site_of
from web.store import staff


@dataclass(frozen=True)
class Draft:
    """A site as somebody wrote it down; what there is of it once it is made or changed."""

    slug: str
    name: str
    tried: str
    first_day: date
    last_day: date
    baseline_weeks: int = 12
    channels: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    by_address: bool = False


class SlugTaken(Exception):
    """There is, or was, a site of this short name."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the site since the form was opened."""


def at_start(session: Session, arrival: Arrival, adviser_id: int | None) -> str:
    """The site of a contact that begins now; `adviser_id`: who holds the call, whose teams count."""
    rules = [rule for rule in _rules(session, arrival.day) if not rule.waits_for_place]
    if adviser_id is not None and any(rule.teams for rule in rules):
        arrival = Arrival(arrival.day, arrival.channel, arrival.address, _teams(session, adviser_id))
    return site_of(rules, arrival)


def with_place(session: Session, contact: Contact) -> str:
    """The site of a contact whose place was just heard for the first time; one that has a site keeps it."""
    if contact.site != USUAL or not contact.place_district:
        return contact.site
    rules = [rule for rule in _rules(session, contact.started_on) if rule.waits_for_place]
    if not rules:
        return contact.site
    teams = _teams(session, contact.adviser_id) if contact.adviser_id else frozenset()
    return site_of(
        rules,
        Arrival(contact.started_on, contact.channel.value, teams=teams, district=contact.place_district),
    )


def every(session: Session) -> Sequence[Site]:
    """Every site, the newest first; withdrawn ones last."""
    order = (Site.withdrawn_at.is_not(None), Site.first_day.desc(), Site.slug)
    return session.scalars(select(Site).order_by(*order)).all()


def one(session: Session, number: int) -> Site | None:
    """The site of this number."""
    return session.get(Site, number)


def events(session: Session, site: Site) -> Sequence[SiteEvent]:
    """What was done to a site, in order."""
    return session.scalars(select(SiteEvent).where(SiteEvent.site_id == site.id).order_by(SiteEvent.id)).all()


def make(session: Session, draft: Draft, *, by: int | None, form_key: str | None = None) -> Site:
    """A new site; SlugTaken. The same form again gives the site that it made."""
    if (known := _by_form(session, form_key)) is not None:
        return known
    if draft.slug == USUAL or session.scalar(select(Site.id).where(Site.slug == draft.slug)) is not None:
        raise SlugTaken
    site = Site(version=1, made_at=now(), withdrawn_at=None, **_columns(draft))
    session.add(site)
    session.flush()
    _note(session, site, "made", draft, by, form_key)
    return site


def change(
    session: Session, site: Site, draft: Draft, *, version: int, by: int, form_key: str | None = None
) -> Site:
    """Puts a site as `draft` says; ChangedMeanwhile. The same form again, or no change, changes nothing."""
    if _by_form(session, form_key) is not None or draft == draft_of(site):
        return site
    if site.version != version:
        raise ChangedMeanwhile
    for name, value in _columns(draft).items():
        setattr(site, name, value)
    site.version += 1
    _note(session, site, "changed", draft, by, form_key)
    return site


def withdraw(session: Session, site: Site, *, by: int) -> None:
    """Takes back a site that has not begun. Again changes nothing."""
    if site.withdrawn_at is None:
        site.withdrawn_at, site.version = now(), site.version + 1
        _note(session, site, "withdrawn", draft_of(site), by, None)


def draft_of(site: Site) -> Draft:
    """A site as a form shows it."""
    return Draft(
        site.slug, site.name, site.tried, site.first_day, site.last_day, site.baseline_weeks,
        tuple(site.channels), tuple(site.districts), tuple(site.teams), site.by_address,
    )  # fmt: skip


def rule_of(site: Site) -> Rule:
    """Who belongs to it."""
    return Rule(
        site.slug, site.first_day, site.last_day, frozenset(site.channels), frozenset(site.districts),
        frozenset(site.teams), site.by_address,
    )  # fmt: skip


def ask(session: Session, site: Site, words: str, *, by: int, form_key: str | None) -> None:
    """Adds a question for the board; the same form again adds none."""
    known = select(SiteQuestion.id).where(SiteQuestion.form_key == form_key)
    if form_key is None or session.scalar(known) is None:
        session.add(SiteQuestion(site_id=site.id, asked_at=now(), by_id=by, words=words, form_key=form_key))
        session.flush()


def settle(session: Session, site: Site, number: int) -> None:
    """Closes a question of this site. Again, or another site's, changes nothing."""
    question = session.get(SiteQuestion, number)
    if question is not None and question.site_id == site.id and question.settled_at is None:
        question.settled_at = now()


def open_questions(session: Session, site: Site) -> Sequence[SiteQuestion]:
    """What is still open, in the order it was asked."""
    wanted = select(SiteQuestion).where(SiteQuestion.site_id == site.id, SiteQuestion.settled_at.is_(None))
    return session.scalars(wanted.order_by(SiteQuestion.id)).all()


def purge(session: Session, before: datetime) -> None:
    """Deletes questions that were settled long ago. Sites and their changes stay: sums name them."""
    session.execute(delete(SiteQuestion).where(SiteQuestion.settled_at < before))


def _rules(session: Session, day: date) -> list[Rule]:
    runs = select(Site).where(Site.first_day <= day, Site.last_day >= day, Site.withdrawn_at.is_(None))
    return [rule_of(site) for site in session.scalars(runs)]


def _teams(session: Session, staff_user_id: int) -> frozenset[str]:
    teams = session.scalars(select(TeamMember.team).where(TeamMember.staff_user_id == staff_user_id))
    return frozenset(each.value for each in teams)


def _by_form(session: Session, form_key: str | None) -> Site | None:
    if form_key is None:
        return None
    return session.scalar(select(Site).join(SiteEvent).where(SiteEvent.form_key == form_key))


def _columns(draft: Draft) -> Mapping[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(draft).items()}


def _note(
    session: Session, site: Site, move: str, draft: Draft, by: int | None, form_key: str | None
) -> None:
    became = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in _columns(draft).items()
    }
    session.add(SiteEvent(site_id=site.id, at=now(), by_id=by, move=move, became=became, form_key=form_key))
    session.flush()
    if by is not None:
        staff.note(session, f"{move}_site", staff_user_id=by, subject="site", subject_id=site.id)
