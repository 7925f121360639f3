"""Slips, and the slots of a pattern."""

import pytest

from lintcorpus.article.normal import normal_blocks
from lintcorpus.article.repeats.alignment import align
from lintcorpus.article.repeats.slips import differences
from lintcorpus.markdown.parse import parsed
from tests.support import document


def is_slip(first: str, second: str) -> bool:
    source = document(f"{first}\n\n{second}\n")
    one, other = normal_blocks(source)
    found = align(one, other, 0.5)
    assert found is not None
    assert found.gaps
    left, right = parsed(source).blocks
    return differences(source, left, right, found.gaps).slots == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("他把缆绳绕的很紧，浪来了也不松开", "他把缆绳绕得很紧，浪来了也不松开"),
        ("他把缆绳绕得很紧，浪来了也不松开", "他把缆绳绕得很紧，浪来了它也不松开"),
        ("The rope was wound tigtly around the post.", "The rope was wound tightly around the post."),
        ("The rope was wound around the posts.", "The rope was wound around the post."),
        ("The rope was wound around the posts.", "The rope was ound around the posts."),
        ("The rope was abbreviated by a knot.", "The rope was abbrvieted by a knot."),
        ("It was the end of the rope, and it held.", "It was the end af the rope, and it held."),
        ("Take the rope to the post and tie it.", "Take the rope o the post and tie it."),
        ("他用ZIP格式把缆绳的照片存了下来", "他用IP格式把缆绳的照片存了下来"),
        ("他把缆绳绕得很紧，浪来了也不松开", "他把缆k绕得很紧，浪来了也不松开"),
        ("他把缆绳绕得很紧，浪来了也不松开", "他把缆绳7绕得很紧，浪来了也不松开"),
    ],
)
def test_slips(first: str, second: str) -> None:
    assert is_slip(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("他把左边的缆绳绕得很紧", "他把右边的缆绳绕得很紧"),
        ("他把三号缆绳绕得很紧", "他把四号缆绳绕得很紧"),
        ("他把缆绳绕得很紧，浪来了也松开", "他把缆绳绕得很紧，浪来了也不松开"),
        ("北京的船要在早上六点以前出港", "上海的船要在早上六点以前出港"),
        ("Plan A closes the harbour at six.", "Plan B closes the harbour at six."),
        ("He was told to wait for the pilot.", "She was told to wait for the pilot."),
        ("The pilot was able to stop the boats.", "The pilot was unable to stop the boats."),
        ("他把12条缆绳绕得很紧", "他把13条缆绳绕得很紧"),
        ("The maximum load of the rope is known.", "The minimum load of the rope is known."),
        ("The father of the pilot tied the rope.", "The mother of the pilot tied the rope."),
        ("The boats can enter in the morning.", "The boats cannot enter in the morning."),
        ("The post in the UK was painted red.", "The post in the US was painted red."),
        ("Tie it as tight as it is safe.", "Tie it is tight as it is safe."),
        ("The boats may enter in the morning.", "The boats may not enter in the morning."),
    ],
)
def test_slots(first: str, second: str) -> None:
    assert not is_slip(first, second)


def test_changes_of_one_word_count_once() -> None:
    source = document("The harbour was abbreviated by a wall.\n\nThe harbour was abbrviatted by a wall.\n")
    left, right = parsed(source).blocks
    first, second = normal_blocks(source)
    found = align(first, second, 0.5)
    assert found is not None
    assert len(found.gaps) > 1
    assert differences(source, left, right, found.gaps) == (1, 0)


def test_slips_beside_slots_are_told_apart() -> None:
    source = document("他把左边的缆绳绕得很紧，浪来了也不松开\n\n他把右边的缆绳绕的很紧，浪来了它也不松开\n")
    left, right = parsed(source).blocks
    first, second = normal_blocks(source)
    found = align(first, second, 0.5)
    assert found is not None
    assert differences(source, left, right, found.gaps) == (2, 1)
