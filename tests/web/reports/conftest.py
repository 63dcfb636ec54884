"""The site over a directory, and the people who see a mistake in it."""

from tests.web.reminders.conftest import clock, desk
from tests.web.upkeep.conftest import app

__all__ = ["app", "clock", "desk"]
