"""Personal data: one switch, forms of numbers, masks that stay."""

import pytest

from tests.support import app, check, document, fixed, plan_for


def found(text: str, rule: str = "PII") -> list[str]:
    return [text[item.span.start : item.span.end] for item in check([document(text)], plan_for(rule))]


def test_one_switch_turns_all_on() -> None:
    text = "电话 13800001380，邮箱 ferry@harbour.test，卡号 4532015112830366。\n"
    assert len(found(text)) == 3
    assert found(text, "personal") == found(text, "PII")
    assert not [identity for identity in app().plan.rules if identity.startswith("PII")]


@pytest.mark.parametrize(
    "number",
    ["13800001380", "138 0000 1380", "138-0000-1380", "+8613800001380", "0086 13800001380", "+44 20 7946 0123"],
)
def test_forms_of_phone_numbers(number: str) -> None:
    assert found(f"请拨打 {number} 联系。\n", "PII001") == [number]


@pytest.mark.parametrize(
    "text", ["12800001380", "v13800001380", "13800001380.5", "1380000138012", "9-13800001380", "+1 23 45"]
)
def test_numbers_that_are_no_phones(text: str) -> None:
    assert found(f"编号 {text} 号。\n", "PII001") == []


@pytest.mark.parametrize("text", ["<ferry@harbour.test>", "`ferry@harbour.test`", "[5]: mailto:ferry@harbour.test"])
def test_addresses_that_are_no_text(text: str) -> None:
    assert found(f"见 x。\n\n{text}\n", "PII002") == []


def test_a_mobile_as_an_account_is_a_phone_only() -> None:
    assert found("微信：13800001380\n") == ["13800001380"]


def test_masks_keep_the_form_and_are_found_no_more() -> None:
    text = "微信：boat_1107；电话：138-0000-1380；**邮箱**：anna@harbour.test。\n"
    masked = fixed(document(text), plan_for("PII"))
    assert masked == "微信：b×××_××××；电话：138-××××-××××；**邮箱**：a×××@harbour.test。\n"
    assert found(masked) == []


def test_messages_do_not_repeat_the_number() -> None:
    (item,) = check([document("卡号 4532 0151 1283 0366。\n")], plan_for("PII003"))
    assert item.params["masked"] == "4532 ×××× ×××× ××××"
