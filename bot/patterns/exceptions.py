"""What can be wrong with a file of rules: said so that its owner can put it right."""


class RuleError(Exception):
    """A rule file cannot be understood; the message names the file or rule and the reason."""
