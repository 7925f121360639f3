"""Files of records written anew with repaired texts, and with everything else as it is in the inputs."""

import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pyarrow.compute as pc

from lintcorpus.app.inputs.records import opened
from lintcorpus.distributed.documents import Input, Part, stripes
from lintcorpus.distributed.job import Job, app_of
from lintcorpus.distributed.stages import opener_for, part_names
from lintcorpus.distributed.tables import batches
from lintcorpus.records.errors import CannotHoldError, RecordsError
from lintcorpus.records.names import format_of
from lintcorpus.records.reader import Holder, Record
from lintcorpus.wholefile import successor

FOLDER = "cleaned"


class Rewriting(NamedTuple):
    """A file that is to be written anew.

    Attributes:
        item: the file.
        bundle: the files that it was read with.
        target: where it goes.
    """

    item: Input
    bundle: int
    target: Path


class _Text(NamedTuple):
    """A repaired text.

    Attributes:
        number: of its record in the file.
        text: all of it.
    """

    number: int
    text: str


def rewritings(job: Job, inputs: Sequence[Input]) -> list[Rewriting]:
    """What is to be written anew: every input, in the folder ``cleaned`` under its own name."""
    bundles = {item: task.bundle for task in stripes(inputs, job.part, 1) for item in task.files}
    taken: set[Path] = set()
    found = []
    for at, item in enumerate(inputs):
        # Paths and URLs may lead anywhere; all results stay in the folder.
        named = [part for part in PurePosixPath(item.name.partition("://")[2] or item.name).parts if part not in "/.."]
        target = job.folder / FOLDER / Path(*named)
        if target in taken:
            target = job.folder / FOLDER / str(at) / Path(*named)
        taken.add(target)
        found.append(Rewriting(item, bundles[item], target))
    return found


def rewrite(job: Job, task: Rewriting) -> str:
    """Write a file anew; what people should hear about it, empty when all is as it should be."""
    app, item = app_of(job), task.item
    form = format_of(item.name)
    assert form is not None
    if task.target.exists():
        return ""
    task.target.parent.mkdir(parents=True, exist_ok=True)
    opener = partial(opener_for([item]), item)
    texts = _texts(job, task)
    waiting = next(texts, None)
    refused: list[str] = []

    def repaired(record: Record, holder: Holder) -> str | None:
        nonlocal waiting
        if waiting is None or record.origin.number != waiting.number:
            return None
        text, waiting = waiting.text, next(texts, None)
        refusal = holder.refusal(text)
        if refusal:
            refused.append(f"{record.path}: {refusal}")
        return None if refusal else text

    try:
        file = opened(app, item.name, opener, form)
        with successor(task.target, 0o644) as out:
            if file is None:
                with opener() as whole:
                    shutil.copyfileobj(whole, out)
            else:
                file.rewrite(out, repaired)
                difference = file.difference(out)
                if difference:
                    raise RecordsError(f"{difference} would not be as it was")
    except (RecordsError, CannotHoldError, OSError) as error:
        return f"{item.name} was not written anew: {error}"
    return f"{refused[0]}, and {len(refused) - 1} more texts stay as they were" if refused else ""


def _texts(job: Job, task: Rewriting) -> Iterator[_Text]:
    """The texts of the file that repairs changed, in order of their records."""
    for name in part_names(job):
        if Part.named(name).bundle == task.bundle:
            for batch in batches(job.place("checked", name), ["source", "number", "text", "changed"], rows=64):
                changed = batch.filter(
                    pc.and_kleene(batch.column("changed"), pc.equal(batch.column("source"), task.item.name))
                )
                for number, text in zip(
                    changed.column("number").to_pylist(), changed.column("text").to_pylist(), strict=True
                ):
                    yield _Text(number, text)
