"""Generated corpora hold what they promise, and say so by reading them again."""

import random
from pathlib import Path

import corpus
from corpus import complaints, ensure, path_of, role, source_of, survey, write_corpus
from corpus_model import edited, models
from scraped import article

MEAN = 3000


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.md")}


def test_the_same_seed_gives_the_same_files_and_another_gives_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_corpus(tmp_path / name, 12, MEAN, seed)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert not set(contents(tmp_path / "a").values()) & set(contents(tmp_path / "c").values())


def test_a_larger_corpus_begins_with_the_smaller_one(tmp_path: Path) -> None:
    write_corpus(tmp_path / "small", 8, MEAN)
    write_corpus(tmp_path / "large", 20, MEAN)
    assert contents(tmp_path / "small").items() <= contents(tmp_path / "large").items()


def test_of_every_hundred_files_two_are_copies_and_five_share_a_block() -> None:
    for hundred in range(5):
        roles = [role(3, number) for number in range(100 * hundred, 100 * hundred + 100)]
        assert (roles.count("copy"), roles.count("block")) == (2, 5)


def test_a_source_is_earlier_original_and_of_the_same_language() -> None:
    for number in (number for number in range(2000) if role(1, number)):
        source = source_of(1, number)
        assert source < number
        assert source % 2 == number % 2
        assert not role(1, source)


def test_shares_are_found_again_by_reading(tmp_path: Path) -> None:
    plants = write_corpus(tmp_path, 200)
    found = survey(tmp_path)
    assert [kind for kind, _, _ in plants.pairs].count("copy") == 4
    assert complaints(found) == []
    assert found.files == 200
    assert found.size == sum(map(len, contents(tmp_path).values()))


def test_a_corpus_with_further_copies_is_complained_about(tmp_path: Path) -> None:
    write_corpus(tmp_path, 200)
    originals = [number for number in range(200) if not role(1, number)]
    for number in originals[100:110]:
        (tmp_path / path_of(number)).write_bytes((tmp_path / path_of(originals[0])).read_bytes())
    assert "near copies: 14 of 200 files instead of 4" in complaints(survey(tmp_path))


def test_articles_are_as_large_as_was_asked_for(tmp_path: Path) -> None:
    write_corpus(tmp_path, 200, 10_000)
    found = survey(tmp_path)
    assert 8_000 < found.size / found.files < 12_000
    sizes = sorted(map(len, contents(tmp_path).values()))
    assert sizes[-1] > 3 * sizes[0], "not all of one size"


def test_half_of_the_articles_are_chinese(tmp_path: Path) -> None:
    write_corpus(tmp_path, 10, MEAN)
    texts = [raw.decode() for raw in contents(tmp_path).values()]
    assert sum(sum("一" <= sign <= "鿿" for sign in text) > len(text) / 5 for text in texts) == 5


def test_a_corpus_that_is_there_is_kept_and_a_changed_one_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    first, kept = ensure(folder, 4, MEAN)
    assert not kept
    assert ensure(folder, 4, MEAN) == (first, True)
    (folder / path_of(2)).write_text("spoilt", encoding="utf-8")
    assert ensure(folder, 4, MEAN) == (first, False)
    assert ensure(folder, 4, MEAN, seed=2)[0].digest != first.digest


def test_edits_leave_most_words(tmp_path: Path) -> None:
    for model in models():
        text = " ".join(model.paragraph(random.Random(number)) for number in range(20))
        changed = edited(model, text, 0.02, random.Random(1))
        assert changed != text
        same = set(text.split("。" if not model.joint else ". ")) & set(
            changed.split("。" if not model.joint else ". ")
        )
        assert len(same) > 10


def test_articles_have_what_scrapers_leave(tmp_path: Path) -> None:
    for model in models():
        chance = random.Random(5)
        texts = "".join(article(model, [model.paragraph(chance) for _ in range(10)], chance) for _ in range(60))
        for part in ("](", "![](https://", "## ", "\n* ", "\\--END--", "]()", "\u200b"):
            assert part in texts, part


def test_a_sentence_counts_in_spite_of_wraps() -> None:
    text = "第一句话说的是河边那座老房子和它旁边的树。第二句。第三句也不长。"
    assert list(corpus._sentences(text)) == list(corpus._sentences(text[:9] + "\n" + text[9:])) != []
