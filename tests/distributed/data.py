"""What tests of batch runs share: records with planted findings, runs of the command, and their tables."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq

from lintcorpus.cli import main
from lintcorpus.distributed import inputs
from tests.support import compiled_cards

ROOT = Path(__file__).parents[2]
_SCENES = (
    ("渡口", "摆渡的人把缆绳系在木桩上，等最后一个乘客从坡上走下来。河水涨了半尺，岸边的石阶只剩下三级露在外面。"),
    ("面馆", "老板娘每天四点起床和面，六点开门时汤已经熬了两个钟头。常来的司机不用点单，坐下就有一碗宽面端上来。"),
    ("灯塔", "守塔人退休以后，塔顶的灯改成了自动的。只有台风来的夜里，镇上还会派人上去看一看玻璃有没有裂。"),
    ("果园", "梨树开花的那个星期，养蜂人把箱子摆在田埂上。孩子们绕着远路上学，因为他们怕蜂，又想看花。"),
    ("车站", "候车室里的钟慢了四分钟，没有人去拨它。赶车的人都知道，看见钟指着七点，车其实已经进站了。"),
)
_ENDINGS = ("天黑得很早。", "没有人提起这件事。", "第二年春天，一切照旧。", "他们说好下次再来。", "雨一直下到半夜。")


def article(number: int) -> str:
    """An article of its own: some have a doubled mark, some a link without its bracket."""
    title, scene = _SCENES[number % 5]
    lines = [f"# {title}记事 {number}", ""]
    for at in range(4):
        other = _SCENES[(number + at) % 5][1]
        lines += [
            f"{scene[: 20 + at]}第 {number * 7 + at} 次，{other}{_ENDINGS[(number * 3 + at) % 5]}编号 {number}-{at}。",
            "",
        ]
    if number % 4 == 0:
        lines += [f"他问了一句，，没有人回答他的第 {number} 个问题。", ""]
    if number % 7 == 0:
        lines += [f"路线见[这张图](https://example.com/map/{number}里面标了红点。", ""]
    return "\n".join(lines)


def long_article(number: int) -> str:
    """An article that has nothing in common with others but its copies."""
    words = [f"{_SCENES[(number * at + at) % 5][0]}{number * 131 + at * 17}号" for at in range(1, 160)]
    body = "".join(f"{word}{'，' if at % 9 else '。'}" for at, word in enumerate(words, 1))
    return f"# 长文 {number}\n\n{body}\n"


def records() -> list[dict[str, Any]]:
    """Sixty articles: short ones, long ones, exact copies and an edited one."""
    texts = [article(number) for number in range(40)] + [long_article(number) for number in range(15)]
    texts += [
        long_article(3),
        long_article(4).replace("号。", "号。也许吧。", 3),
        article(8),
        long_article(3),
        "# 短\n\n好。\n",
    ]
    return [{"id": f"r{at:03}", "text": text} for at, text in enumerate(texts)]


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Records as a file of JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def batch(*arguments: str) -> int:
    """The exit code of ``lintcorpus batch``, with the only worker in this process: a new one takes a second."""
    with patch.object(inputs, "opened", partial(_here, inputs.opened)):
        return main(["batch", "--isolated", "--cache-dir", str(compiled_cards()), "--quiet", *arguments])


def _here(opened: Any, *arguments: Any, apart: bool) -> Any:
    return opened(*arguments, apart=False)


POISON = "一碰就倒"


def poisoned(folder: Path) -> Path:
    """A folder for the path of Python in which every process dies that checks a text with ``POISON`` in it."""
    place = folder / "poison"
    place.mkdir()
    (place / "sitecustomize.py").write_text(
        "import os\n"
        "from lintcorpus.distributed import kernels\n"
        "check = kernels.check_document\n"
        "def dies(document, plan):\n"
        f"    return os._exit(9) if {POISON!r} in document.text else check(document, plan)\n"
        "kernels.check_document = dies\n",
        encoding="utf-8",
    )
    return place


def process(arguments: list[str], folder: Path, first: Path = ROOT, **more: Any) -> "subprocess.Popen[str]":
    """``lintcorpus batch`` in a process of its own; ``first`` goes before all else on the path of Python."""
    command = [sys.executable, "-m", "lintcorpus", "batch", "--isolated", "--cache-dir", str(compiled_cards())]
    return subprocess.Popen(
        [*command, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{first}{os.pathsep}{ROOT}"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **more,
    )


def table(folder: Path) -> list[dict[str, Any]]:
    """The rows of all files of a folder, in order of their names."""
    return [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def contents(folder: Path) -> Mapping[str, bytes]:
    """All results of a run, byte by byte."""
    kept = ("diagnostics", "clusters", "fixed", "cleaned", "summary.json", "summary.txt")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.relative_to(folder).parts[0] in kept]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def parquet(path: Path, rows: list[dict[str, Any]], group: int = 10) -> Path:
    """Records as a Parquet file of several row groups."""
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=group, compression="none")
    return path
