"""What keeps the directory true: opened with this site's own settings, and reached from its pages."""

from dataclasses import replace

from werkzeug.exceptions import ServiceUnavailable

from directory.freshness.escalation import Rhythm
from directory.freshness.keeper import Keeper
from directory.links.asking import Manners
from directory.settings import DirectorySettings
from web.parts import parts
from web.settings import WebSettings


def open_keeper(settings: WebSettings, directory: DirectorySettings) -> Keeper:
    """The keeper of the directory's store; a DirectoryError where it cannot be opened."""
    asking = settings.asking
    rhythm = Rhythm(after=asking.after, again=asking.again, gap=asking.gap)
    return Keeper.open(directory, rhythm, sends_mail=bool(settings.mail.host))


def keeper() -> Keeper:
    """What keeps the directory true; a site that runs without one says that it cannot now."""
    found = parts().keeper
    if found is None:
        raise ServiceUnavailable
    return found


def manners_of(settings: WebSettings) -> Manners:
    """How sites are asked: by a name under which their owners can find out who it was."""
    plain = Manners()
    where = f" +{settings.public_url}" if settings.public_url else ""
    return replace(plain, agent=f"{plain.agent}{where}")
