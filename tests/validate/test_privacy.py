"""Privacy: what must not pass in any disguise, and what must pass though it looks like it."""

from __future__ import annotations

import time

import pytest

from huiyin.validate.private_numbers import Declared, is_suspect, private_in
from small_site import SmallSite

DECLARED = Declared(frozenset({"09991234501", "01065011234"}), frozenset({"example.gov.cn"}))

CAUGHT = {
    # mobile numbers
    "13800138000": "手机号",
    "电话13800138000。": "手机号",
    "138 0013 8000": "手机号",
    "138-0013-8000": "手机号",
    "138－0013－8000": "手机号",
    "138—0013—8000": "手机号",
    "138.0013.8000": "手机号",
    "138·0013·8000": "手机号",
    "（138）0013 8000": "手机号",
    "１３８００１３８０００": "手机号",
    "１３８－００１３ 8000": "手机号",
    "1 3 8 0 0 1 3 8 0 0 0": "手机号",
    "13 80 01 38 00 0": "手机号",
    "①③⑧⓪⓪①③⑧⓪⓪⓪": "手机号",
    "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎": "手机号",
    "一三八〇〇一三八〇〇〇": "手机号",
    "幺三八零零幺三八零零零": "手机号",
    "+86 138 0013 8000": "手机号",
    "＋8613800138000": "手机号",
    "0086-13800138000": "手机号",
    "86 13800138000": "手机号",
    "013800138000": "手机号",
    "tel13800138000": "手机号",
    "微信V13800138000": "手机号",
    "[打电话](tel:13800138000)": "手机号",
    "[打电话](tel:%3138%300138000)": "手机号",
    "&#49;3800138000": "手机号",
    r'post: "\u0031\u0033800138000"': "手机号",
    "https://example.com/?id=13800138000": "手机号",
    "2025-03-01 13800138000": "手机号",
    "19912345678": "手机号",
    # identity numbers
    "11010519491231002X": "身份证号",
    "11010519491231002x": "身份证号",
    "１１０１０５１９４９１２３１００２Ｘ": "身份证号",
    "110105 19491231 002X": "身份证号",
    "110105-1949-1231-002X": "身份证号",
    "110105 19491231 002 X": "身份证号",
    "440308199901101512": "身份证号",
    "身份证440308199901101512号": "身份证号",
    "110105491231002": "身份证号",
    # bank cards
    "6222021234567890128": "银行卡号",
    "6222 0212 3456 7890 128": "银行卡号",
    "４１１１　１１１１　１１１１　１１１１": "银行卡号",
    "5500-0000-0000-0004": "银行卡号",
    "378282246310005": "银行卡号",
    # telephones that are not declared
    "0999-1234599": "没有登记的电话号码",
    "0999-12345678": "没有登记的电话号码",
    "(0999)1234599": "没有登记的电话号码",
    "（０９９９）１２３４５９９": "没有登记的电话号码",
    "010 6501 9999": "没有登记的电话号码",
    "09991234599": "没有登记的电话号码",
    "+86-999-1234599": "没有登记的电话号码",
    "办公电话：8234567": "没有登记的电话号码",
    "热线 6501 9999": "没有登记的电话号码",
    # mail
    "lihua@qq.com": "qq.com",
    "lihua＠qq.com": "qq.com",
    "ｌｉｈｕａ＠ｑｑ．ｃｏｍ": "qq.com",
    "lihua [at] 163.com": "163.com",
    "lihua(AT)gmail.com": "gmail.com",
    "[写信](mailto:lihua@qq.com)": "qq.com",
    "rd@example.gov.cn.evil.com": "example.gov.cn.evil.com",
}  # fmt: skip

PASSES = [
    "0999-1234501",
    "（0999）1234501",
    "０９９９－１２３４５０１",
    "09991234501",
    "0999-1234501-8",
    "0999-1234501转8",
    "+86 999 1234501",
    "办公电话：1234501",
    "010-6501-1234",
    "0999-1234501、12345",
    "rd@example.gov.cn",
    "rd@mail.example.gov.cn",
    "on: 2025-03-01",
    "published_at: 2025-03-01 09:30",
    "2025-03-15—2025-04-01 9:00",
    "2025.3.15-2025.4.1",
    "- {from: 2023-01-09, to: 2028-01-31}",
    "2025-01-13 15:00-17:00",
    "11010519491231002",
    "110105194912310021",
    "110105194913310028",
    "6222021234567890123",
    "1234567890123456",
    "示公网安备 36010202000123号",
    "示ICP备12345678号",
    "site_id_code: bm12345678",
    "91110000MA01234567",
    "code: 610929000000",
    "138****8000",
    "13800138",
    "138001380001",
    "12800138000",
    "投入13800138000元",
    "二〇二五年三月一日",
    "一二三四五六七",
    "市政府办〔2025〕13号",
    "id: sgx-13912345678a",
    "id: sgx-099912345678",
    "https://www.gov.cn/zhengce/content/202411/content_6986382.htm",
    "https://www.npc.gov.cn/c30834/202405/t20240520_437068.html",
    "https://weibo.com/4111111111111111",
    "热线12345",
    "400-123-4567",
    "@代表工委",
    "https://www.tiktok.com/@renda",
    "years: [2019, 2020, 2021, 2022, 2023]",
    "满意 12 基本满意 3 不满意 0",
]  # fmt: skip


@pytest.mark.parametrize("text", CAUGHT)
def test_what_is_private_is_caught_in_any_disguise(text: str) -> None:
    assert (is_suspect(text, DECLARED), [found.what for found in private_in(text, DECLARED)]) == (
        True,
        [CAUGHT[text]],
    )


@pytest.mark.parametrize("text", PASSES)
def test_what_only_looks_private_passes(text: str) -> None:
    assert private_in(text, DECLARED) == []


def test_each_of_two_numbers_in_a_row_is_told() -> None:
    line = "13800138000 0999-1234501 13900139000，lihua@qq.com"

    assert [(found.start, found.what) for found in private_in(line, DECLARED)] == [
        (0, "手机号"),
        (24, "手机号"),
        (37, "qq.com"),
    ]


def test_a_number_is_not_told_on_by_the_report(site: SmallSite) -> None:
    site.replace("deputies/deputy-0001.yml", "post: 护士", "post: 护士 138-0013-8000")

    assert "0013" not in site.report()


def test_a_number_over_two_lines_is_not_told_on_by_its_second(site: SmallSite) -> None:
    words = "证件110105\n19491231002X,，某某,某人"
    site.replace("news/2025/well-mended.md", "井水清了", words)
    site.write(
        "registers/phrasing.yml",
        "typos:\n  - {wrong: 某某, right: 有人}\ncautions: []\ndoubled: []\n",
    )

    told = site.report()
    assert ("fatal-typo" in told, "1949" in told) == (True, False), told


def test_a_broken_register_of_telephones_is_told_once(site: SmallSite) -> None:
    site.write("registers/phones.yml", "phones: [{number: 0999-1234599}]\n")
    site.replace("deputies/deputy-0001.yml", "post: 护士", "post: 护士 0999-1234599")

    assert site.problems() == ["content/registers/phones.yml:1:10 missing-key"]


def test_ten_thousand_files_are_looked_through_in_a_moment() -> None:
    text = "on: 2025-03-01\nnote: 一位代表说，二〇二五年村里的井水清了，路也平了。\n" * 30
    began = time.process_time()
    suspects = [n for n in range(1000) if is_suspect(text, DECLARED)]

    assert (suspects, time.process_time() - began < 0.3) == ([], True)
