"""What can go wrong in the bot's programs and is said in one sentence."""


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


class ModelError(Exception):
    """The trained model is missing or does not answer; the message says how to get one."""


class BadReferenceError(ValueError):
    """A hand-off reference that cannot have been given to anybody: mistyped or misheard."""


class LabelRefused(ValueError):
    """A label that cannot be taken; the message says why and quotes none of the words it is about."""


class LearningError(Exception):
    """Labels could not be learnt from; the message says what was done about it."""
