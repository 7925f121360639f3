"""How many fingerprints many texts have in common, with numpy; see ``sharing``."""

from collections.abc import Iterator, Sequence

import numpy as np

from lintcorpus.article.repeats.sharing_plain import HOLDERS


def shared_by_many(prints: Sequence[bytes], least: float = 0) -> Iterator[tuple[int, int, int]]:
    """As ``sharing.shared``."""
    values = np.frombuffer(b"".join(prints), np.uint64)
    owners = np.repeat(np.arange(len(prints), dtype=np.uint32), [len(own) // 8 for own in prints])
    order = np.argsort(values, kind="stable")  # so that the owners of one value stay in order
    values, owners = values[order], owners[order]
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    # For every entry where the group of its value begins.
    first = np.repeat(starts, np.diff(np.append(starts, len(values))))
    places = np.arange(len(values))
    pairs = []
    for turn in range(HOLDERS):
        with_earlier = np.flatnonzero(places > first + turn)
        earlier = owners[first[with_earlier] + turn].astype(np.uint64)
        pairs.append(earlier << np.uint64(32) | owners[with_earlier])
    found, counts = np.unique(np.concatenate(pairs), return_counts=True)
    mask = (1 << 32) - 1
    sizes = np.array([len(own) // 8 for own in prints])
    # A little less than the share, so that rounding leaves nothing out.
    enough = counts >= least * (1 - 1e-9) * sizes[found & np.uint64(mask)]
    found, counts = found[enough], counts[enough]
    return ((pair >> 32, pair & mask, count) for pair, count in zip(found.tolist(), counts.tolist(), strict=True))
