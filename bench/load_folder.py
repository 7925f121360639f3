"""Measures one folder of very many small files: seconds, memory, and whether each was read."""

import re
import sys
import tempfile
from pathlib import Path

from load_watch import watched


def one_folder(files: int) -> dict[str, int]:
    """Write the files and check them.

    Returns:
        ``files`` that were read, ``wanted``, ``seconds``, ``memory`` of the largest process in MB and the ``code`` of
        the run.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name) / "articles", Path(name) / "output"
        folder.mkdir()
        for at in range(files):
            (folder / f"{at}.md").write_bytes(f"# 第 {at} 篇\n\n这一篇只有一句话，说的是 {at}。\n".encode())
        command = [sys.executable, "-m", "lintcorpus", ".", "--isolated", "--no-cache", "--output-format", "statistics"]
        used = watched(command, folder, output)
        said = output.with_name("output.err").read_text(encoding="utf-8")
    read = re.search(r"in ([\d,]+) files", said)
    count = int(read[1].replace(",", "")) if read else 0
    memory, seconds = round(used.together), round(used.wall)
    return {"files": count, "wanted": files, "seconds": seconds, "memory": memory, "code": used.code}
