"""Opens the model of the language that a project uses, and writes the one that was learned."""

import stat
from pathlib import Path

from lintcorpus.errors import UsageError
from lintcorpus.language import MODEL_FILE
from lintcorpus.model.language import Scorer
from lintcorpus.wholefile import replace_file

_REMEDY = "; delete it, or run 'lintcorpus learn --language-model' again"


def load_scorer(root: Path, folder: str) -> Scorer | None:
    """The neural model of a folder, or the model that was learned; ``None`` when there is neither.

    Args:
        root: the folder that holds ``.lintcorpus``.
        folder: of a neural model, relative to the root; empty for the learned model.

    Raises:
        UsageError: a file is missing, damaged or of another version, or a package is missing.
    """
    if folder:
        from lintcorpus.language.masked import load_masked

        return load_masked(root / folder)
    file = root / MODEL_FILE
    if not file.exists():
        return None
    from lintcorpus.language.ngrams import NgramScorer
    from lintcorpus.language.table import ModelFileError, open_table

    try:
        return NgramScorer(open_table(file))
    except ModelFileError as error:
        raise UsageError(f"{file}: {error}{_REMEDY}") from error
    except OSError as error:
        raise UsageError(f"{file}: cannot read it: {error.strerror}") from error


def write_model(root: Path, data: bytes) -> Path:
    """Put a learned model in the place of the root's: the whole of it, or nothing.

    Raises:
        UsageError: it cannot be written.
    """
    file = root / MODEL_FILE
    try:
        file.parent.mkdir(exist_ok=True)
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644
        replace_file(file, data, mode)
    except OSError as error:
        raise UsageError(f"{file}: cannot write it: {error.strerror}") from error
    return file
