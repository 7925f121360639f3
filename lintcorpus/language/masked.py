"""Reads a neural model of the language from a local folder: ``model.onnx`` and ``tokenizer.json``."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lintcorpus.article.words.chinese import is_ideograph
from lintcorpus.errors import UsageError
from lintcorpus.language.alike import alike_among
from lintcorpus.model.language import Guess

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
_LEAST = 0.5
_LONGEST = 400
"""Characters that the model sees at once; most models read 512 tokens."""
_BATCH = 16
_INPUTS = frozenset(["input_ids", "attention_mask", "token_type_ids"])
_TRIAL = "一"

_Shares = npt.NDArray[np.float64]


class MaskedScorer:
    """Asks the model what stands at each place, with the character that stands there before its eyes.

    Correction models answer with what is right; plain masked models answer with the character itself
    unless the context speaks against it. Only characters that sound or look like it are suggested.
    """

    def __init__(self, session: Any, tokenizer: Any, folder: Path) -> None:
        """Try the model on one character.

        Args:
            session: an ``onnxruntime.InferenceSession``.
            tokenizer: a ``tokenizers.Tokenizer`` without padding and truncation.
            folder: where they come from, for messages.

        Raises:
            UsageError: the model wants or gives something else than a masked language model does.
        """
        self._session = session
        self._tokenizer = tokenizer
        self._names = [item.name for item in session.get_inputs()]
        unknown = sorted(set(self._names) - _INPUTS)
        if unknown or "input_ids" not in self._names:
            wants = f"the input {unknown[0]!r}" if unknown else "no 'input_ids'"
            raise UsageError(f"{folder / MODEL}: it wants {wants}; a masked language model wants {sorted(_INPUTS)}")
        encoded = tokenizer.encode(_TRIAL)
        try:
            shape = self._logits([encoded]).shape
        except Exception as error:  # whatever the runtime raises
            raise UsageError(f"{folder / MODEL}: it cannot read a sentence: {_first_line(error)}") from error
        words = tokenizer.get_vocab_size()
        if len(shape) != 3 or shape[:2] != (1, len(encoded.ids)) or shape[2] < words:
            wanted = f"1 x {len(encoded.ids)} x {words}"
            raise UsageError(f"{folder / MODEL}: it gives {' x '.join(map(str, shape))} numbers, not {wanted}")

    def score(self, sentences: Sequence[str]) -> Sequence[Sequence[Guess]]:
        """See ``Scorer``."""
        found: list[list[Guess]] = [[] for _ in sentences]
        pieces = [
            (at, start, sentence[start : start + _LONGEST])
            for at, sentence in enumerate(sentences)
            for start in range(0, len(sentence), _LONGEST)
        ]
        # Pieces of like length go together, so that little is padded.
        pieces.sort(key=lambda piece: (len(piece[2]), piece))
        for first in range(0, len(pieces), _BATCH):
            some = pieces[first : first + _BATCH]
            encoded = [self._tokenizer.encode(text) for _, _, text in some]
            for (at, start, text), item, logits in zip(some, encoded, self._logits(encoded), strict=True):
                found[at].extend(
                    guess._replace(start=start + guess.start, end=start + guess.end)
                    for guess in self._guesses(text, item, logits)
                )
        return [sorted(guesses) for guesses in found]

    def _guesses(self, text: str, encoded: Any, logits: _Shares) -> Iterator[Guess]:
        for at, (token, (start, end)) in enumerate(zip(encoded.ids, encoded.offsets, strict=True)):
            candidates = self._similar.get(token)
            if candidates is None or end != start + 1 or self._char_of(token) != text[start:end]:
                continue
            shares = logits[at] - logits[at].max()
            own = shares[token]
            best = candidates[np.argmax(shares[candidates])]
            if shares[best] > own:
                probability = float(np.exp(shares[best]) / np.exp(shares).sum())
                if probability >= _LEAST:
                    yield Guess(start, end, self._char_of(int(best)), probability)

    def _logits(self, encoded: Sequence[Any]) -> _Shares:
        """The logits: sentences by tokens by vocabulary."""
        longest = max(len(item.ids) for item in encoded)
        inputs = {name: np.zeros((len(encoded), longest), np.int64) for name in _INPUTS}
        for row, item in enumerate(encoded):
            inputs["input_ids"][row, : len(item.ids)] = item.ids
            inputs["attention_mask"][row, : len(item.ids)] = 1
        (logits, *_) = self._session.run(None, {name: inputs[name] for name in self._names})
        return np.asarray(logits, np.float64)

    def _char_of(self, token: int) -> str:
        return str(self._tokenizer.id_to_token(token))

    @cached_property
    def _similar(self) -> Mapping[int, npt.NDArray[np.intp]]:
        """By the token of an ideograph, the tokens of those that sound or look like it."""
        tokens = {char: token for char, token in self._tokenizer.get_vocab().items() if len(char) == 1}
        tokens = {char: token for char, token in tokens.items() if is_ideograph(char)}
        similar = alike_among(tokens)
        return {
            token: np.array(sorted(tokens[other] for other in similar[char]), np.intp)
            for char, token in tokens.items()
            if char in similar
        }


def load_masked(folder: Path) -> MaskedScorer:
    """The model of a folder; nothing is ever fetched.

    Raises:
        UsageError: the folder or a file is missing or cannot be read, a package is missing, or the
            model is none of this kind.
    """
    for name in (MODEL, TOKENIZER):
        if not (folder / name).is_file():
            raise UsageError(
                f"{folder / name}: there is no such file; a model is a folder with {MODEL} and {TOKENIZER}"
            )
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(name, "1")
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        missing = f"the package {error.name} is missing"
        raise UsageError(f"{folder}: {missing}; install lintcorpus with its extra 'neural'") from error
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.no_truncation()
    except Exception as error:  # the package raises nothing narrower
        raise UsageError(f"{folder / TOKENIZER}: it is no tokenizer: {_first_line(error)}") from error
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1  # one worker process per processor is enough
    settings.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(folder / MODEL), settings, providers=["CPUExecutionProvider"])
    except Exception as error:  # the package raises nothing narrower
        raise UsageError(f"{folder / MODEL}: it cannot be loaded: {_first_line(error)}") from error
    return MaskedScorer(session, tokenizer, folder)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).split("\n")[0]
