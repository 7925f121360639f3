"""Data in text: its kinds, and what only looks long."""

import base64
import hashlib

import pytest

from tests.support import check, document, plan_for

BYTES = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(12))
BASE64 = base64.b64encode(BYTES).decode()


def variants(text: str) -> list[str]:
    return [item.variant for item in check([document(text)], plan_for("QLT009"))]


@pytest.mark.parametrize("text", [BASE64, BYTES.hex(), f"附件：{BASE64}，见上。", f"key={BASE64[:320]} end"])
def test_encoded_data(text: str) -> None:
    assert len(variants(f"# T\n\n{text}\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        BASE64[:200],
        "-" * 400,
        "ha" * 200,
        "very-" * 80,
        "/usr/share/lib" * 30,
        f"`{BASE64}`",
        f"    {BASE64}",
        f"![x](data:image/png;base64,{BASE64})",
        f"data:image/png;base64,{BASE64}",
        f"https://a.example/{BASE64}",
        "长" * 2000,
        "The miller counted (and wrote); he was right = he was paid; " * 12,
    ],
)
def test_what_is_no_data(text: str) -> None:
    assert variants(f"# T\n\n{text}\n") == []


def test_one_finding_a_file() -> None:
    assert len(variants(f"{BASE64}\n\n{BASE64}\n")) == 1
