"""The index that these pages look things up in, one for the app; and the vocabulary of needs."""

from functools import cache

from flask import current_app
from flask.blueprints import BlueprintSetupState

from directory.browsing.index import BrowseIndex
from directory.browsing.shelf import BrowseShelf
from directory.needs.vocabulary import Vocabulary

_NAME = "signpost.browsing"


def install_shelf(state: BlueprintSetupState) -> None:
    """Gives the app that takes in the blueprint its shelf; empty until the first look at it."""
    found = state.app.extensions["signpost"]
    state.app.extensions[_NAME] = BrowseShelf(lambda: found.finder.listings(), found.settings.council_name)


def browse_index() -> BrowseIndex:
    """The index of the listings as they are now."""
    shelf: BrowseShelf = current_app.extensions[_NAME]
    return shelf.index()


@cache
def vocabulary() -> Vocabulary:
    """The needs and what residents call them."""
    return Vocabulary.load()
