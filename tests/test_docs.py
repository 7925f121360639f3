"""The documentation says what the program does."""

import inspect
import subprocess
import sys
from pathlib import Path

from lintcorpus import hookspecs
from lintcorpus.cli.arguments import COMMANDS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def test_the_rule_table_of_the_readme_is_the_catalogue() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "update_readme.py", "--check"], check=False)
    assert done.returncode == 0, "run python tools/update_readme.py"


def test_every_hook_stands_in_the_readme_with_its_signature() -> None:
    text = README.read_text(encoding="utf-8")
    for name in vars(hookspecs):
        if name.startswith("lintcorpus_"):
            parameters = ", ".join(inspect.signature(getattr(hookspecs, name)).parameters)
            assert f"`{name}({parameters})`" in text


def test_every_setting_of_the_readme_is_known(tmp_path: Path) -> None:
    from lintcorpus.config.file import read_config
    from lintcorpus.config.load import load_settings

    text = README.read_text(encoding="utf-8")
    block = next(part for part in text.split("```yaml\n") if part.startswith("corpus:")).split("```")[0]
    config = tmp_path / "lintcorpus.yaml"
    config.write_text(block, encoding="utf-8")
    assert load_settings(read_config(config), {}).fail_on.label == "warning"


def test_commands_that_the_readme_shows_exist() -> None:
    text = README.read_text(encoding="utf-8")
    for word in ("explain", "rules", "config", "accept"):
        assert f"lintcorpus {word}" in text
        assert word in COMMANDS
