"""Rounds of link checking: polite, remembered, dead only after days, and never fooled by our own line."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from directory.database import SessionFactory
from directory.importing import import_file
from directory.link_memory import LONGEST_WAIT, Look, after, is_dead
from directory.links.asking import Checker, Manners
from directory.links.guard import NoSuchHost
from directory.links.rounds import check_due, forget_old, keep
from directory.listings import directory_revision, load_listings
from directory.models.freshness import LinkState
from directory.queries import links
from tests.directory.feeds import v3_service, write_feed
from tests.directory.links.conftest import LOOPBACK, Site, serving

MakeChecker = Callable[..., Checker]
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
GONE = Look(LinkState.BROKEN, "no_such_page", 404)


@pytest.fixture
def take_in(sessions: SessionFactory, tmp_path: Path) -> Callable[..., None]:
    def put(*urls: str) -> None:
        services = [v3_service(f"s{number}", url=url) for number, url in enumerate(urls)]
        import_file(sessions, write_feed(tmp_path, services, name="feed.json"))

    return put


@pytest.fixture
def other_site() -> Iterator[Site]:
    with serving(Site()) as running:
        yield running


def dead(sessions: SessionFactory) -> list[str]:
    with sessions() as session:
        return list(links.dead(session))


def test_it_works(
    sessions: SessionFactory, take_in: Callable[..., None], site: Site, checker: MakeChecker
) -> None:
    site.page("/a", 200)
    take_in(f"{site.url}/a", f"{site.url}/b", f"{site.url}/a")
    assert check_due(sessions, checker(), now=lambda: NOW) == 2
    assert check_due(sessions, checker(), now=lambda: NOW) == 0  # remembered
    with sessions() as session:
        known = links.remembered(session, f"{site.url}/b")
    assert known is not None
    assert (known.look, known.failures) == (GONE, 1)


def test_a_link_is_dead_after_three_failures_over_three_days(
    sessions: SessionFactory, take_in: Callable[..., None], site: Site, checker: MakeChecker
) -> None:
    take_in(f"{site.url}/gone")
    found = []
    for day in range(6):
        check_due(sessions, checker(), now=lambda day=day: NOW + timedelta(days=day))
        found.append(bool(dead(sessions)))
    assert found == [False, False, False, True, True, True]


def test_one_that_comes_back_is_dead_no_more_and_programs_hear_of_both(
    sessions: SessionFactory, take_in: Callable[..., None]
) -> None:
    url = "https://lunch.example.org/"
    take_in(url)
    revisions = []
    for day in range(4):
        keep(sessions, url, GONE, NOW + timedelta(days=day))
        with sessions() as session:
            revisions.append(directory_revision(session))
    assert dead(sessions) == [url]
    assert len(set(revisions[:3])) == 1
    assert revisions[3] == revisions[2] + 1
    keep(sessions, url, Look(LinkState.WORKS, None, 200), NOW + timedelta(days=5))
    assert dead(sessions) == []
    with sessions() as session:
        assert directory_revision(session) == revisions[3] + 1


def test_a_bad_evening_is_no_death() -> None:
    known = None
    for minute in range(10):
        known = after(known, "u", GONE, NOW + timedelta(minutes=minute))
    assert known is not None
    assert not is_dead(known)


def test_the_pauses_grow_and_have_a_limit() -> None:
    known, waits = None, []
    for _ in range(9):
        known = after(known, "u", GONE, known.next_at if known else NOW)
        waits.append((known.next_at - known.checked_at).days)
    assert waits == [1, 1, 1, 2, 4, 8, 14, 14, 14]
    assert LONGEST_WAIT.days == 14


def test_one_request_at_a_time_to_a_host_and_a_pause_between(
    sessions: SessionFactory, take_in: Callable[..., None], site: Site, other_site: Site
) -> None:
    import time

    site.wait = 0.05
    take_in(*(f"{site.url}/{n}" for n in range(3)), f"{other_site.url}/")
    polite = Checker(Manners(gap=0.1, step=1, whole=2), allow=lambda ip: ip == LOOPBACK)
    began = time.monotonic()
    check_due(sessions, polite, now=lambda: NOW)
    requests = len(site.asked)
    assert site.most_at_once == 1
    assert requests == 7  # robots.txt, then HEAD and GET for each of three
    assert time.monotonic() - began >= 0.1 * (requests - 1)


def test_when_our_own_line_is_down_nothing_is_held_against_the_sites(
    sessions: SessionFactory, take_in: Callable[..., None]
) -> None:
    def no_names(_host: str, _port: int) -> list[str]:
        raise NoSuchHost

    take_in(*(f"https://s{n}.example.org/" for n in range(5)))
    assert check_due(sessions, Checker(Manners(gap=0), resolve=no_names), now=lambda: NOW) == 0
    with sessions() as session:
        assert links.looked_at_of(session, links.shown_urls(session)) == 0


def test_one_site_that_answers_shows_that_the_line_is_up(
    sessions: SessionFactory, take_in: Callable[..., None], site: Site, checker: MakeChecker
) -> None:
    take_in(*(f"http://s{n}.invalid/" for n in range(5)), f"{site.url}/")
    assert check_due(sessions, checker(), now=lambda: NOW) == 6


def test_no_look_begins_after_the_time_is_over(
    sessions: SessionFactory, take_in: Callable[..., None], site: Site, checker: MakeChecker
) -> None:
    take_in(f"{site.url}/a")
    assert check_due(sessions, checker(), seconds=0, now=lambda: NOW) == 0
    assert site.asked == []


def test_addresses_that_nobody_gives_any_more_are_forgotten_after_a_while(
    sessions: SessionFactory, take_in: Callable[..., None]
) -> None:
    keep(sessions, "https://old.example.org/", GONE, NOW - timedelta(days=100))
    keep(sessions, "https://kept.example.org/", GONE, NOW - timedelta(days=100))
    take_in("https://kept.example.org/")
    forget_old(sessions, NOW)
    with sessions() as session:
        assert links.remembered(session, "https://old.example.org/") is None
        assert links.remembered(session, "https://kept.example.org/") is not None


def test_a_listing_says_that_its_link_is_dead(sessions: SessionFactory, take_in: Callable[..., None]) -> None:
    take_in("https://gone.example.org/", "https://lunch.example.org/")
    for day in range(4):
        keep(sessions, "https://gone.example.org/", GONE, NOW + timedelta(days=day))
    with sessions() as session:
        assert {each.id: each.dead_link for each in load_listings(session)} == {"s0": True, "s1": False}
