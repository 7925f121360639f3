"""Entry points of other packages are found wherever ``importlib.metadata`` finds them."""

import sys
import zipfile
from pathlib import Path

import pytest

from lintcorpus.entry_points import entry_points

POINTS = "[console_scripts]\nlintcorpus = lintcorpus.cli:program\n[{group}]\nshout = shout:plugin\n"
METADATA = "Metadata-Version: 2.1\nName: shout\nVersion: 1.0\n"


def _install(folder: Path, kind: str, group: str) -> None:
    info = folder / f"shout-1.0.{kind}"
    info.mkdir(parents=True)
    (info / ("METADATA" if kind == "dist-info" else "PKG-INFO")).write_text(METADATA, encoding="utf-8")
    (info / "entry_points.txt").write_text(POINTS.format(group=group), encoding="utf-8")


@pytest.mark.parametrize("kind", ["dist-info", "egg-info"])
def test_a_package_in_a_folder_is_found(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, kind, "of.a.test")
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "absent")])
    assert [point.value for point in entry_points("of.a.test")] == ["shout:plugin"]


def test_a_package_in_an_archive_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path / "files", "dist-info", "of.a.test")
    archive = tmp_path / "shout.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (tmp_path / "files" / "shout-1.0.dist-info").iterdir():
            packed.write(file, file.relative_to(tmp_path / "files"))
    monkeypatch.setattr(sys, "path", [str(archive)])
    assert [point.name for point in entry_points("of.a.test")] == ["shout"]


def test_nothing_is_imported_where_no_package_names_the_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, "dist-info", "of.another.test")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(
        sys, "meta_path", [item for item in sys.meta_path if item.__module__ == "_frozen_importlib_external"]
    )
    monkeypatch.setitem(sys.modules, "importlib.metadata", None)
    assert list(entry_points("of.a.test")) == []
