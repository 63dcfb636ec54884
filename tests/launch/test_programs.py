"""The four programs, and what each may know."""

from launch.programs import four_programs
from launch.settings import LaunchSettings

SECRETS = dict.fromkeys(("CONTACTS_KEY", "SECRET_KEY", "CONTACTS_DATABASE_URL", "SPOOL_KEY"), "x")


def programs(**environ):
    return {each.name: each for each in four_programs(LaunchSettings.from_env({"VAR_DIR": "var", **environ}))}


def test_they_are_four():
    assert list(programs()) == ["Rasa", "actions", "web", "worker"]


def test_rasa_knows_no_secret_and_no_store():
    known = programs(**SECRETS, DIRECTORY_DATABASE_URL="postgresql://u:p@h/d")["Rasa"].environ
    assert not {*SECRETS, "DIRECTORY_DATABASE_URL"} & set(known)


def test_the_actions_know_the_spool_but_not_the_people():
    known = programs(**SECRETS)["actions"].environ
    assert known["SPOOL_KEY"] == "x"
    assert not {"CONTACTS_KEY", "SECRET_KEY", "CONTACTS_DATABASE_URL"} & set(known)


def test_the_bot_is_told_where_the_web_is():
    assert programs(HOST="192.0.2.7", PORT="8010")["actions"].environ["WEB_URL"] == "http://192.0.2.7:8010"
    assert programs(HOST="::", PORT="8010")["actions"].environ["WEB_URL"] == "http://[::1]:8010"


def test_one_house_one_set_of_ports():
    ports = {each.environ["RASA_PORT"] for each in programs().values()}
    assert len(ports) == 1
