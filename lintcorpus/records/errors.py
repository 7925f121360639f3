"""What can be wrong with a file of records as a whole."""


class RecordsError(Exception):
    """A file of records cannot be read, or not to its end; the message says what is wrong and what to do."""


class CannotHoldError(Exception):
    """A record cannot take a repaired text; the message says why."""
