"""A record as its file holds it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

NO_FIELDS: Mapping[str, Any] = MappingProxyType({})


class Row(NamedTuple):
    """A piece of a file: a record, or bytes between records.

    Attributes:
        number: of the record, from 1; 0 for what is no record, such as a blank line or the head of a CSV file.
        line: of the file at which it begins, from 1; 0 where a file has no lines.
        raw: its exact bytes with the end of the line; all pieces together are the file. Empty for Parquet.
        fields: values by name; empty when the record is broken.
        problem: what is broken; empty when nothing is.
        last: the number of the last record that the problem is about; 0 when it is about this one only.
    """

    number: int
    line: int
    raw: bytes
    fields: Mapping[str, Any] = NO_FIELDS
    problem: str = ""
    last: int = 0


class TooLarge(NamedTuple):
    """Stands for a text that was not read.

    Attributes:
        size: of the text in bytes.
    """

    size: int
