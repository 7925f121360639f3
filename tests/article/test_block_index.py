"""Which block an offset and a hit lie in."""

from lintcorpus.article.block_index import block_index, hits_by_block
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import Hit
from tests.support import document

TEXT = "\n\n# 桥\n\n石桥。\n\n- 木桥\n- 石桥\n"


def hits(word: str) -> list[Hit]:
    places = [at for at in range(len(TEXT)) if TEXT.startswith(word, at)]
    return [Hit(word, at, at + len(word)) for at in places]


def test_hits_go_with_the_block_that_holds_them() -> None:
    source = document(TEXT)
    found = {
        source.slice(parsed(source).blocks[index].span): len(own)
        for index, own in hits_by_block(source, hits("桥")).items()
    }
    assert found == {"# 桥": 1, "石桥。": 1, "木桥": 1, "石桥": 1}


def test_what_stands_before_the_first_block_is_in_none() -> None:
    source = document(TEXT)
    assert list(hits_by_block(source, [Hit("\n", 0, 1), *hits("木")])) == [-1, 2]
    assert (block_index(source, 0), block_index(source, 2), block_index(source, len(TEXT))) == (-1, 0, 3)


def test_a_text_without_blocks_has_hits_in_none() -> None:
    assert hits_by_block(document("\n\n"), [Hit("\n", 0, 1)]) == {-1: [Hit("\n", 0, 1)]}
