"""The columns of the tables that a batch run writes, and of those that its stages hand on."""

import pyarrow as pa

VERSION = b"1"
"""Of the public tables; it grows when a column changes its meaning or goes, not when one is added at the end."""

DIAGNOSTICS = pa.schema(
    [
        ("document", pa.string()),  # its name: file#id, or file#@number
        ("source", pa.string()),  # the file of records
        ("number", pa.int64()),  # of the record in its file, from 1; 0 for the file as a whole
        ("id", pa.string()),  # what the record calls itself; null when it does not
        ("language", pa.string()),  # zh, en, or other
        ("rule", pa.string()),
        ("name", pa.string()),
        ("family", pa.string()),
        ("severity", pa.string()),  # error, warning, info
        ("state", pa.string()),  # new, suppressed or baselined
        ("message", pa.string()),
        ("variant", pa.string()),
        ("line", pa.int32()),  # from 1, of the text
        ("column", pa.int32()),  # from 1, in code points
        ("end_line", pa.int32()),
        ("end_column", pa.int32()),  # exclusive
        ("offset", pa.int64()),  # in code points of the text
        ("end", pa.int64()),  # exclusive
        ("fingerprint", pa.string()),
        ("fixable", pa.string()),  # safety of the safest repair: safe, unsafe, show; null without one
        ("related", pa.list_(pa.string())),  # names of other documents that explain it
        ("params", pa.string()),  # JSON object: what the message is made of
        ("evidence", pa.string()),  # JSON object: why the rule believes it
    ],
    metadata={b"lintcorpus.schema": VERSION},
)
"""One row for each finding, by document in the order of the input, then by place."""

CLUSTERS = pa.schema(
    [
        ("cluster", pa.string()),  # names the cluster: a digest of its kind and of the document to keep
        ("kind", pa.string()),  # copies, or container
        ("document", pa.string()),
        ("role", pa.string()),  # keep, or the relation to the one to keep: copy, contained, contains
        ("characters", pa.int64()),  # letters and digits of its running text
        ("share", pa.float64()),  # of its own text that stands in the document to keep, 0 to 1
        ("share_of_kept", pa.float64()),  # the other way round
        ("through", pa.string()),  # the member that it shares more with; null when that is the one to keep
        ("reason", pa.string()),  # why that one is to be kept; null for the others
    ],
    metadata={b"lintcorpus.schema": VERSION},
)
"""One row for each member of each cluster of near duplicates, the one to keep first."""

FIXED = pa.schema(
    [
        ("document", pa.string()),
        ("source", pa.string()),
        ("number", pa.int64()),
        ("id", pa.string()),
        ("text", pa.large_string()),
        ("changed", pa.bool_()),
    ],
    metadata={b"lintcorpus.schema": VERSION},
)
"""One row for each record that could be read, with its text after repairs."""

DOCUMENTS = pa.schema(
    [
        ("document", pa.string()),
        ("source", pa.string()),
        ("number", pa.int64()),
        ("line", pa.int64()),
        ("field", pa.string()),
        ("id", pa.string()),
        ("meta", pa.string()),  # JSON: list of pairs
        ("text", pa.large_string()),
        ("problem", pa.string()),  # why it cannot be read; empty when it can
    ]
)
"""Records as they were read: what the kernels take."""

CHECKED = pa.schema(
    [
        ("document", pa.string()),
        ("source", pa.string()),
        ("number", pa.int64()),
        ("id", pa.string()),
        ("language", pa.string()),  # empty for what could not be read
        ("day", pa.string()),  # of publication, ISO; empty when unknown
        ("report", pa.large_binary()),  # packed diagnostics and comments
        ("facts", pa.large_binary()),  # packed, of rules that compare by key or in groups
        ("loose", pa.large_binary()),  # packed, of other rules across documents
        ("length", pa.int64()),  # characters of the running text, for near duplicates
        ("title", pa.string()),
        ("prints", pa.large_binary()),  # fingerprints of the running text, 8 bytes each
        ("changed", pa.bool_()),
        ("text", pa.large_string()),  # after repairs; null where none was asked for
    ]
)
"""Documents as they were checked: all that later stages need, without texts but for repaired ones."""

LINKS = pa.schema(
    [
        ("group", pa.int32()),
        ("node", pa.uint64()),
        ("token", pa.uint64()),
        ("size", pa.uint32()),
        ("title", pa.uint32()),  # digest of a title; two nodes with different ones are never alike; 0 for none
    ]
)
"""What may be alike: two nodes with the same token have something in common; 0 is the size of what must be equal."""

PAIRS = pa.schema(
    [
        ("group", pa.int32()),
        ("first", pa.uint64()),
        ("second", pa.uint64()),
        ("common", pa.uint32()),
        ("size_first", pa.uint32()),
        ("size_second", pa.uint32()),
    ]
)
"""Pairs of nodes with how much they have in common, as far as one group of tokens tells."""

EDGES = pa.schema([("group", pa.int32()), ("first", pa.uint64()), ("second", pa.uint64())])
"""Edges of a graph, the smaller node first."""

ROOTS = pa.schema([("node", pa.uint64()), ("root", pa.uint64())])
"""For each node of a graph the smallest node of its component, by node."""

LINKED = pa.schema([("group", pa.int32()), ("root", pa.uint64()), ("part", pa.int32()), ("rule", pa.string())]).append(
    pa.field("fact", pa.large_binary())
)
"""Facts that bear on each other, by component."""

ACROSS = pa.schema([("part", pa.int32()), ("document", pa.string()), ("diagnostic", pa.large_binary())])
"""Packed diagnostics of rules across documents, by part."""

MEMBERS = pa.schema(
    [
        ("group", pa.int32()),
        ("document", pa.string()),
        ("length", pa.int64()),
        ("title", pa.string()),
        ("day", pa.string()),
        ("prints", pa.large_binary()),
    ]
)
"""Documents that may be near duplicates of others, by component."""
