"""Names of what results depend on."""

import os
from pathlib import Path

from lintcorpus.cache.signature import content, digest, program, tree


def test_texts_do_not_run_into_each_other() -> None:
    assert len({digest(["ab", "c"]), digest(["a", "bc"]), digest(["abc"]), digest(["abc", ""])}) == 4
    assert digest(iter(["ab", "c"])) == digest(["ab", "c"])


def test_a_tree_is_named_by_paths_sizes_and_times(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    file = tmp_path / "a" / "one.yaml"
    file.write_text("x: 1")
    os.utime(file, ns=(10**18, 10**18))
    seen = [tree(str(tmp_path))]
    os.utime(file, ns=(10**18, 10**18 + 10**9))
    seen.append(tree(str(tmp_path)))
    file.rename(tmp_path / "a" / "two.yaml")
    seen.append(tree(str(tmp_path)))
    (tmp_path / "b.yaml").write_text("")
    seen.append(tree(str(tmp_path)))
    assert len(set(seen)) == len(seen)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "b.pyc").write_text("")
    assert tree(str(tmp_path)) == seen[-1]
    assert tree(str(tmp_path / "none")) == tree(str(tmp_path / "b.yaml"))


def test_content_is_named_by_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert content(tmp_path / "a") == content(tmp_path / "b") != content(__file__)
    assert content(tmp_path / "none") == content(tmp_path) == ""


def test_the_program_has_one_name() -> None:
    assert program() == program()
