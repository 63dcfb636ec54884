"""One look at one address: what counts as working, as broken and as none of our business."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from directory.link_memory import Look
from directory.links.asking import Checker
from directory.models.freshness import LinkState
from tests.directory.links.conftest import QUICK, Site

MakeChecker = Callable[..., Checker]
WORKS, BROKEN, NOT_ASKED = LinkState.WORKS, LinkState.BROKEN, LinkState.NOT_ASKED


def test_a_page_that_is_there(site: Site, checker: MakeChecker) -> None:
    site.page("/", 200)
    assert checker().look(f"{site.url}/") == Look(WORKS, None, 200)
    assert [(method, path) for method, path, _ in site.asked] == [("GET", "/robots.txt"), ("HEAD", "/")]


def test_we_say_who_we_are(site: Site, checker: MakeChecker) -> None:
    checker().look(f"{site.url}/")
    assert {agent.split("/")[0] for _, _, agent in site.asked} == {"SignpostLinkCheck"}


def test_head_refused_is_asked_again_as_people_do(site: Site, checker: MakeChecker) -> None:
    site.page("/", 405, method="HEAD")
    site.page("/", 200, method="GET")
    assert checker().look(f"{site.url}/").state is WORKS


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (404, BROKEN, "no_such_page"),
        (410, BROKEN, "no_such_page"),
        (500, BROKEN, "out_of_order"),
        (503, BROKEN, "out_of_order"),
        (400, BROKEN, "refused"),
        (401, NOT_ASKED, "not_for_programs"),
        (403, NOT_ASKED, "not_for_programs"),
        (429, NOT_ASKED, "not_for_programs"),
    ],
)
def test_what_an_answer_means(
    site: Site, checker: MakeChecker, status: int, state: LinkState, reason: str
) -> None:
    site.page("/", status)
    assert checker().look(f"{site.url}/") == Look(state, reason, status)


def test_a_page_that_moved_for_good_is_said_to_have_moved(site: Site, checker: MakeChecker) -> None:
    site.page("/old", 301, Location="/new")
    site.page("/new", 200)
    assert checker().look(f"{site.url}/old") == Look(WORKS, "moved", 200, f"{site.url}/new")


def test_a_page_that_is_elsewhere_for_now_has_not_moved(site: Site, checker: MakeChecker) -> None:
    site.page("/old", 301, Location="/here")
    site.page("/here", 302, Location="/new")
    site.page("/new", 200)
    assert checker().look(f"{site.url}/old") == Look(WORKS, None, 200)


def test_a_page_that_goes_round_for_ever(site: Site, checker: MakeChecker) -> None:
    site.page("/", 302, Location="/")
    assert checker().look(f"{site.url}/").reason == "goes_round"
    assert len(site.asked) < 10


def test_robots_txt_is_respected_and_read_once(site: Site, checker: MakeChecker) -> None:
    site.pages["*", "/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\n")
    site.page("/", 200)
    asks = checker()
    assert asks.look(f"{site.url}/private/page") == Look(NOT_ASKED, "robots")
    assert asks.look(f"{site.url}/").state is WORKS
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/"]


@pytest.mark.parametrize(
    "rules", ["User-agent: *\nCrawl-delay: \u00b2\n", "User-agent: *\nDisallow: //[bad\n"]
)
def test_a_robots_txt_that_makes_no_sense_does_no_harm(site: Site, checker: MakeChecker, rules: str) -> None:
    site.pages["*", "/robots.txt"] = (200, {}, rules.encode())
    site.page("/", 200)
    assert checker().look(f"{site.url}/").state is WORKS


@pytest.mark.parametrize(
    "url", ["", "not an address", "ftp://example.org/", "http://", "http://[", "http://exa mple.org/", "//x"]
)
def test_what_is_no_address_is_said_and_nothing_falls_over(checker: MakeChecker, url: str) -> None:
    assert checker().look(url).reason in {"not_an_address", "no_such_host"}


def test_a_host_that_does_not_exist(checker: MakeChecker) -> None:
    assert checker().look("http://nowhere.invalid/").reason == "no_such_host"


def test_nobody_listens(checker: MakeChecker) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and deaf
        look = checker().look(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (look.state, look.reason) == (BROKEN, "no_connection")


def test_a_site_that_never_answers(site: Site, checker: MakeChecker) -> None:
    site.wait = 1.5
    assert checker().look(f"{site.url}/").reason == "too_slow"


def test_a_site_that_leads_on_and_on_slowly_is_left_in_time(site: Site, checker: MakeChecker) -> None:
    site.wait = 0.3
    for number in range(5):
        site.page(f"/{number}", 302, Location=f"/{number + 1}")
    began = time.monotonic()
    look = checker(replace(QUICK, total=0.75)).look(f"{site.url}/0")
    assert (look.state, look.reason) == (BROKEN, "too_slow")
    assert time.monotonic() - began < 1.5  # six steps and robots.txt would take over two seconds
    assert ("HEAD", "/5") not in [(method, path) for method, path, _ in site.asked]


def test_a_server_that_speaks_no_http(checker: MakeChecker) -> None:
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(1000)
                    connection.sendall(b"220 mail.example.org ESMTP\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        look = checker().look(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()
    assert look == Look(BROKEN, "no_answer")
