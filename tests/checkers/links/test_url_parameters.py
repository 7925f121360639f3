"""Rules about query parameters where the examples of the cards do not reach."""

import random
import string

import pytest

from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

KEY = "x8Kd92mQp47TzLw5Rb1NvC30"


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("?utm_source=a", ""),
        ("?utm_source=a#top", "#top"),
        ("?utm_source=a&utm_medium=b", ""),
        ("?utm_source=a&id=7", "?id=7"),
        ("?id=7&utm_source=a", "?id=7"),
        ("?id=7&utm_source=a&page=2&gclid=b", "?id=7&page=2"),
        ("?utm_source=a&id=7&fbclid=b&page=2", "?id=7&page=2"),
        ("?utm_source=a&amp;id=7", "?id=7"),
        ("?id=7&amp;utm_source=a#top", "?id=7#top"),
        ("#utm_source=a", ""),
        ("#utm_source=a&page=2", "#page=2"),
        ("?id=7#/list?utm_source=a", "?id=7#/list"),
        ("?UTM_Source=a", ""),
        ("?flag&utm_source=a", "?flag"),
    ],
)
def test_parameters_go_with_one_of_their_marks(before: str, after: str) -> None:
    url = "https://example.com/names"
    for text in (f"见 {url}%s 一页\n", f"[船名录]({url}%s)\n", f"<{url}%s>\n", f'[船名录]({url}%s "船")\n'):
        assert fixed(document(text % before), plan_for("LNK009"), Safety.SAFE) == text % after


def test_trailing_marks_belong_to_a_target_and_not_to_a_sentence() -> None:
    plan = plan_for("LNK009")
    assert fixed(document("[a](https://example.com/?fbclid=ab_)\n"), plan, Safety.SAFE) == "[a](https://example.com/)\n"
    assert fixed(document("See https://example.com/?fbclid=ab.\n"), plan, Safety.SAFE) == "See https://example.com/.\n"


@pytest.mark.parametrize(
    "text",
    [
        # Where the URL ends is not certain.
        "https://example.com/?fbclid=ab_\n",
        "https://example.com/?fbclid=ab...\n",
        "https://example.com/?utm_source=harbour-\ntowns/list.html\n",
        # Links elsewhere would change with it.
        "[a][1]\n\n[1]: https://example.com/?utm_source=a\n",
    ],
)
def test_uncertain_urls_are_reported_and_left_alone(text: str) -> None:
    assert [item.fix.safety for item in found(text, "LNK009") if item.fix] == [Safety.SHOW]
    assert fixed(document(text), plan_for("LNK009")) == text


def test_hosts_below_a_host_count_and_others_do_not() -> None:
    assert len(found("https://m.youtube.com/watch?v=a&si=b\n", "LNK009")) == 1
    assert found("https://notyoutube.com/watch?v=a&si=b\n", "LNK009") == []
    assert found("https://youtube.com.example/watch?v=a&si=b\n", "LNK009") == []


def test_what_names_an_article_stays() -> None:
    text = "https://mp.weixin.qq.com/s?__biz=MzA5&mid=1&idx=2&sn=3f\n"
    assert found(text, "LNK009") == []


@pytest.mark.parametrize("name", ["access_token", "api_key", "client_secret", "PassWord", "token", "key"])
def test_a_random_value_under_such_a_name_is_a_secret(name: str) -> None:
    [item] = found(f"https://boats.example/list?page=2&{name}={KEY}\n", "LNK013")
    assert item.params["names"] == name.lower()
    assert KEY not in str(item.params)


def test_most_random_values_are_recognised() -> None:
    chance = random.Random(7)
    kinds = [
        (string.hexdigits[:16], 32),
        (string.ascii_letters + string.digits, 32),
        (string.ascii_letters + string.digits + "-_", 43),
        (string.ascii_uppercase + string.digits, 29),
    ]
    for letters, length in kinds:
        values = ["".join(chance.choices(letters, k=length)) for _ in range(100)]
        text = "".join(f"https://boats.example/?access_token={value}\n\n" for value in values)
        assert len(found(text, "LNK013")) >= 85


@pytest.mark.parametrize(
    "value",
    [
        "harbour-list-2024-spring-edition",
        "HarbourListOfBoats2024Spring3",
        "0123456789abcdef0123456789abcdef",
        "images/2024/05/harbour-boat-small.png",
        "iPhone15ProMax256GBBlueTitanium",
        "com.harbour.app.v2.main.activity",
        "2024-05-01T10:20:30.000Z",
        "GUANGDONG2024SHENZHEN0755",
        "deadbeefdeadbeefdeadbeefdeadbeef",
        "aaaaaaaaaaaaaaaa1111111111111111",
        "20240501123045998877665544",
        "%E6%97%A7%E6%B8%94%E6%B8%AF2024",
        "{{token}}1234567890123456",
        "$TOKEN",
        "",
    ],
)
def test_what_people_write_is_no_secret(value: str) -> None:
    assert found(f"https://boats.example/?api_key={value}&token={value}\n", "LNK013") == []


def test_a_signature_is_no_secret() -> None:
    signed = f"https://img.boats.example/1?Expires=1690000000&token={KEY}&Signature={KEY}"
    assert found(f"![]({signed})\n\n[图]({signed})\n\n{signed}\n", "LNK013") == []


def test_a_name_in_the_path_is_no_parameter() -> None:
    assert found(f"https://boats.example/list/token={KEY}\n", "LNK013") == []


def test_secrets_of_the_source_count() -> None:
    assert len(found(f"---\nurl: https://boats.example/?access_token={KEY}\n---\n\n正文\n", "LNK013")) == 1


def test_secret_is_dropped_only_on_demand() -> None:
    text = f"https://boats.example/?api_key={KEY}&page=2\n"
    assert fixed(document(text), plan_for("LNK013"), Safety.SAFE) == text
    assert fixed(document(text), plan_for("LNK013")) == "https://boats.example/?page=2\n"
