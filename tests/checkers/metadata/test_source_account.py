"""Source URLs of one author: what is a stray one, and what may be a habit."""

from collections.abc import Mapping

from tests.support import check, document, plan_for


def _article(author: str, url: str) -> str:
    return f"---\ntitle: Ferry\nauthor: {author}\nurl: {url}\n---\n\nThe boat leaves.\n"


def _stray(urls: Mapping[str, int], author: str = "Anna Boatman", **options: int) -> list[tuple[str, str]]:
    """Site of each finding and its line's text, for so many articles of each site."""
    texts = [_article(author, f"https://{host}/{index}") for host, count in urls.items() for index in range(count)]
    plan = plan_for(
        "META007",
        options={"META007": {key.replace("_", "-"): value for key, value in options.items()}} if options else None,
    )
    documents = [document(text, path=f"{index}.md") for index, text in enumerate(texts)]
    found = check(documents, plan)
    assert all(item.place.start.line == 4 and len(item.related) == 3 for item in found)
    return [(item.params["site"], item.params["usual"]) for item in found]


def test_one_article_of_many() -> None:
    assert _stray({"example.com": 5, "example.org": 1}) == [("example.org", "example.com")]


def test_two_of_many_only_where_there_are_many() -> None:
    assert _stray({"example.com": 8, "example.org": 1, "example.net": 1}) == []
    assert len(_stray({"example.com": 18, "example.org": 1, "example.net": 1})) == 2


def test_a_second_home_is_never_stray() -> None:
    assert _stray({"example.com": 40, "example.org": 2}) == []


def test_too_few_articles_say_nothing_unless_the_user_wants_it() -> None:
    assert _stray({"example.com": 4, "example.org": 1}) == []
    assert _stray({"example.com": 4, "example.org": 1}, minimum_files=4) == [("example.org", "example.com")]


def test_names_of_nobody_and_platforms_are_passed_over() -> None:
    assert _stray({"example.com": 9, "example.org": 1}, author="编辑部") == []
    assert _stray({"example.com": 9, "zhuanlan.zhihu.com": 1}) == []
    assert _stray({"juejin.cn": 9, "example.com": 1}) == []


def test_the_finding_names_nobody_else_in_its_fingerprint() -> None:
    texts = [_article("Anna", f"https://example.com/{index}") for index in range(6)]
    stray = document(_article("Anna", "https://example.org/1"), path="stray.md")
    plan = plan_for("META007")
    documents = [document(text, path=f"{index}.md") for index, text in enumerate(texts)]
    first, second = check([*documents, stray], plan), check([*documents[:5], stray], plan)
    assert first[0].fingerprint == second[0].fingerprint
