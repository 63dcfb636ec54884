"""What can go wrong in the bot's programs and is said in one sentence."""


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


class ModelError(Exception):
    """The trained model is missing or does not answer; the message says how to get one."""


class BadReferenceError(ValueError):
    """A hand-off reference that cannot have been given to anybody: mistyped or misheard."""
