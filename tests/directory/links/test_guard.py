"""An address in the directory never leads into our own network, whatever names, redirects or servers say."""

import time
from collections.abc import Callable
from ipaddress import ip_address

import pytest

from directory.links.asking import Checker, Manners
from directory.links.guard import GuardedNetwork, is_public
from directory.models.freshness import LinkState
from tests.directory.links.conftest import LOOPBACK, QUICK, Site

MakeChecker = Callable[..., Checker]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.9", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep their secrets
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - judged, not listened on
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("::ffff:10.0.0.1", False),  # the same private address, dressed up
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("::a00:1", False),  # older dresses, which some networks still unwrap
        ("::ffff:0:a00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("fec0::1", False),
    ],
)
def test_who_is_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433"])
def test_this_machine_is_never_asked(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    look = Checker(QUICK).look(f"http://{host}:{port}/")
    assert look.state is LinkState.BROKEN
    assert look.reason in {"private", "no_such_host"}
    assert site.asked == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(site: Site) -> None:
    checker = Checker(QUICK, resolve=lambda _host, _port: ["93.184.216.34", "127.0.0.1"])
    assert checker.look("http://mixed.example.org/").reason == "private"


def test_a_name_that_changes_its_mind_is_connected_where_it_was_judged(site: Site) -> None:
    """DNS rebinding: judged as allowed once, the connection goes to that very address and asks no more."""
    port, answers = int(site.url.rpartition(":")[2]), iter([["127.0.0.1"], ["10.0.0.1"]])
    network = GuardedNetwork(5, resolve=lambda _host, _port: next(answers), allow=lambda ip: ip == LOOPBACK)
    stream = network.connect_tcp("rebinding.example.org", port)
    assert stream.get_extra_info("server_addr")[:2] == ("127.0.0.1", port)
    stream.close()
    assert next(answers) == ["10.0.0.1"]  # it was looked up once and no more


def test_each_connection_is_judged_anew(site: Site) -> None:
    port, answers = site.url.rpartition(":")[2], iter([["127.0.0.1"], ["10.0.0.1"]])
    checker = Checker(QUICK, resolve=lambda _host, _port: next(answers), allow=lambda ip: ip == LOOPBACK)
    assert checker.look(f"http://rebinding.example.org:{port}/").reason == "private"


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/admin", "http://169.254.169.254/latest/meta-data/", "http://[fd00::1]/"]
)
def test_a_redirect_into_a_private_network_is_not_followed(
    site: Site, checker: MakeChecker, target: str
) -> None:
    site.page("/", 302, Location=target)
    assert checker().look(f"{site.url}/").reason == "private"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)"])
def test_only_web_addresses_are_followed(site: Site, checker: MakeChecker, target: str) -> None:
    site.page("/", 302, Location=target)
    assert checker().look(f"{site.url}/").reason == "not_an_address"


def test_a_server_that_trickles_is_given_up(site: Site) -> None:
    """Each byte comes in time; all of them together do not."""
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = threading.Event()

        def trickle() -> None:
            connection, _ = listener.accept()
            with connection:
                for byte in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200:
                    if done.wait(0.05):
                        return
                    try:
                        connection.sendall(bytes([byte]))
                    except OSError:
                        return

        thread = threading.Thread(target=trickle)
        thread.start()
        checker = Checker(Manners(gap=0, step=1, whole=0.6), allow=lambda ip: ip == LOOPBACK)
        began = time.monotonic()
        look = checker.look(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        took = time.monotonic() - began
        done.set()
        thread.join()
    assert look.reason == "too_slow"
    assert took < 3
