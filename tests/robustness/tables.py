"""Files of Parquet that somebody has spoilt."""

import io
from functools import cache


@cache
def _sample() -> bytes:
    import pyarrow as pa  # an extra
    import pyarrow.parquet as pq

    out = io.BytesIO()
    columns = {"id": ["a", "b", "c"], "text": ["一句话，，两个。", "第二条。", None], "n": [1, 2, 3]}
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return out.getvalue()


def spoilt(data: bytes) -> bytes:
    """A file of three records with some of its bytes changed, and perhaps cut off.

    Args:
        data: three bytes for each change: two for the place, one to put there.
    """
    made = bytearray(_sample())
    for at in range(0, len(data) - 2, 3):
        made[(data[at] << 8 | data[at + 1]) % len(made)] = data[at + 2]
    return bytes(made[: len(made) - data[0]] if len(data) % 3 == 1 else made)
