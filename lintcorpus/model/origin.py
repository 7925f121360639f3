"""Where a document comes from that is no file of its own."""

from typing import NamedTuple


class Origin(NamedTuple):
    """The record that holds an article.

    Attributes:
        file: the file of records, as reports show it.
        number: of the record in its file, from 1.
        line: of the file at which the record begins, from 1; 0 where a file has no lines that can be shown.
        field: the field with the article's text; empty for a record that could not be read.
        identity: what the record calls itself; empty when it does not.
        meta: further fields that reports are to show, with their values as text.
    """

    file: str
    number: int
    line: int = 0
    field: str = ""
    identity: str = ""
    meta: tuple[tuple[str, str], ...] = ()
