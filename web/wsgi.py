"""What gunicorn runs: `gunicorn "web.wsgi:application()"`. Nothing is opened before it is called."""

from flask import Flask

from bot.secrets import read_or_create
from bot.understand import Understander
from directory.editing.desk import Desk
from directory.finder import Finder
from directory.publisher import Publisher
from directory.settings import DirectorySettings
from directory.standing import Register
from web.app import create_app
from web.database import keep_to_ourselves
from web.front_end.build import already_made
from web.keeping_true import open_keeper
from web.logging import set_up_logging
from web.rasa import RasaClient
from web.settings import WebSettings


def application() -> Flask:
    """The site with its heavy parts opened, once for this process."""
    keep_to_ourselves()
    settings = WebSettings.from_env()
    set_up_logging()
    directory = DirectorySettings.from_env()
    understander = Understander.load(settings.build_dir)  # first: it says what to do where nothing is trained
    already_made(settings.build_dir)  # a site without its styles is one nobody can use
    finder = Finder.open(directory)
    return create_app(
        settings,
        understander=understander,
        finder=finder,
        publisher=Publisher.open(directory),
        register=Register.open(directory),
        desk=Desk.open(directory, finder.recogniser),
        keeper=open_keeper(settings, directory),
        rasa=RasaClient(settings.rasa_url, lambda: read_or_create(settings.secrets_dir / "rasa_token")),
    )
