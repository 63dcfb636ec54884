"""When residents are offered a chat with a person, and after how long they are told that it takes long."""

from dataclasses import dataclass

from web.variables import Reader

OFF, OFFICE, ALWAYS = "off", "office", "always"


@dataclass(frozen=True)
class Live:
    """`when`: in office hours, or whenever somebody is on duty (`always`), or never (`off`)."""

    when: str = OFFICE
    wait_minutes: int = 5


def read_live(read: Reader) -> Live:
    """Settings of live chats; SettingsError names the one that is wrong."""
    return Live(
        when=read.one_of("LIVE_CHAT", Live.when, (OFF, OFFICE, ALWAYS)),
        wait_minutes=read.number("LIVE_WAIT_MINUTES", Live.wait_minutes, low=1, high=120),
    )
