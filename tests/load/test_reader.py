"""Reading: what is wrong with a file before a single value is looked at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from huiyin.load import reader
from huiyin.load.reader import MAX_RECORD_BYTES, read_source
from huiyin.load.source import Source
from huiyin.load.strict_yaml import MAX_FIELD_CHARACTERS, MAX_NODES
from small_site import SmallSite

DEPUTY = "deputies/deputy-0001.yml"


def test_a_record_is_a_file_and_no_link(site: SmallSite, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    site.path(DEPUTY).rename(outside)
    site.path(DEPUTY).symlink_to(outside)

    assert (
        site.report()
        == """\
content/deputies/deputy-0001.yml  symbolic-link
    这是一个符号链接，这里不允许用链接。
    请删掉链接，把文件本身放进来。"""
    )


def test_the_settings_are_a_file_and_no_link(site: SmallSite, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    site.path("site_config.yml").rename(outside)
    site.path("site_config.yml").symlink_to(outside)

    assert site.problems() == ["site_config.yml:0:0 symbolic-link"]


def test_no_folder_is_a_link(site: SmallSite, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "well.jpg").write_bytes(b"")
    site.path("media").symlink_to(tmp_path / "outside", target_is_directory=True)

    assert site.problems() == ["content/media:0:0 symbolic-link"]


def test_the_content_folder_is_no_link(site: SmallSite, tmp_path: Path) -> None:
    (site.root / "content").rename(tmp_path / "outside")
    (site.root / "content").symlink_to(tmp_path / "outside", target_is_directory=True)

    assert [fault.code for fault in reader.read_site(site.root)[1]] == ["symbolic-link"]


def test_a_pipe_is_not_waited_for(site: SmallSite) -> None:
    os.mkfifo(site.path("deputies/deputy-0003.yml"))

    assert (
        site.report()
        == """\
content/deputies/deputy-0003.yml  not-a-file
    这不是普通文件（可能是管道或设备）。
    请删掉它。"""
    )


def test_a_file_can_be_opened(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    really_open = os.open

    def locked(path: str, flags: int) -> int:
        if path.endswith("deputy-0001.yml"):
            raise PermissionError(path)
        return really_open(path, flags)

    monkeypatch.setattr(reader.os, "open", locked)

    assert (
        site.report()
        == """\
content/deputies/deputy-0001.yml  unreadable
    文件打不开，可能没有读取的权限。
    请检查文件的权限。"""
    )


def test_a_folder_can_be_listed(site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> None:
    really_scan = os.scandir

    def gone(folder: Path) -> object:
        if folder.name == "news":
            raise FileNotFoundError(folder)
        return really_scan(folder)

    monkeypatch.setattr(reader.os, "scandir", gone)

    assert [(fault.code, fault.file) for fault in reader.listed(site.root)[1]] == [
        ("unreadable", "content/news")
    ]


def test_a_text_saved_as_gbk_is_recognised(site: SmallSite) -> None:
    text = "id: deputy-0001\r\npost: a护士\r\nname: 李华\r\n"
    site.path(DEPUTY).write_bytes(text.encode("gbk"))

    assert (
        site.report()
        == """\
content/deputies/deputy-0001.yml:2:8  not-utf-8
    文件不是 UTF-8 编码，看起来是 GBK。
    请用编辑器“另存为”，编码选 UTF-8。"""
    )


def test_a_text_saved_as_utf_16_is_recognised(site: SmallSite) -> None:
    site.path(DEPUTY).write_bytes(site.read(DEPUTY).encode("utf-16"))

    assert (
        site.report()
        == """\
content/deputies/deputy-0001.yml:1:1  not-utf-8
    文件不是 UTF-8 编码，看起来是 UTF-16。
    请用编辑器“另存为”，编码选 UTF-8。"""
    )


def test_the_place_of_a_wrong_byte_is_counted_in_characters(site: SmallSite) -> None:
    site.path(DEPUTY).write_bytes("name: 李华\rsex: 女".encode() + b"\xff\xff\xff\n")

    assert (
        site.report()
        == """\
content/deputies/deputy-0001.yml:2:7  not-utf-8
    文件不是 UTF-8 编码。
    请用编辑器“另存为”，编码选 UTF-8。"""
    )


def test_a_nul_byte_is_refused(site: SmallSite) -> None:
    site.replace(DEPUTY, "post: 护士", "post: 护\0士")

    assert (
        site.report()
        == """\
content/deputies/deputy-0001.yml:7:8  refused-character
    post: 护�士
            ^ 这里有一个不能用的字符 U+0000，多半看不见。
    请删掉这一小段再重新输入，它可能是从网页或公文里复制来的。"""
    )


def test_a_file_name_outside_unicode_is_refused(site: SmallSite) -> None:
    folder = os.fsencode(site.path("deputies"))
    with open(os.path.join(folder, b"deputy-\xff\n.yml"), "wb"):  # noqa: PTH118, PTH123  bytes
        pass

    assert site.problems() == ["content/deputies/deputy-��.yml:0:0 refused-name"]


def test_a_record_of_256_kb_is_read_and_a_larger_one_is_not(site: SmallSite) -> None:
    filling = MAX_RECORD_BYTES - len(site.read(DEPUTY).encode())
    site.write("deputies/deputy-0002.yml", site.read("deputies/deputy-0002.yml"))
    site.path(DEPUTY).write_bytes(site.path(DEPUTY).read_bytes() + b"#" * filling)
    whole = site.report()
    site.path(DEPUTY).write_bytes(site.path(DEPUTY).read_bytes() + b"#")

    assert (
        whole,
        site.report(),
    ) == (
        "",
        """\
content/deputies/deputy-0001.yml  file-too-large
    文件太大，超过了 256 KB。
    一份记录只写一件事；长的材料请分成几份，图片请放在 content/media/。""",
    )


def test_a_field_is_not_too_long(site: SmallSite) -> None:
    site.replace(DEPUTY, "post: 护士", f"post: 护{'士' * MAX_FIELD_CHARACTERS}")

    assert (
        site.report()
        == f"""\
content/deputies/deputy-0001.yml:7:7  field-too-long
    post: 护{"士" * 89}
          ^ 这一项的文字太长，超过了 22000 字。
    请缩短，或者把长文移到正文。"""
    )


def test_a_file_has_not_too_many_parts(site: SmallSite) -> None:
    site.write(DEPUTY, f"post: [{'1,' * 2 * MAX_NODES}]\n")

    assert (
        site.report()
        == f"""\
content/deputies/deputy-0001.yml:1:40004  too-many-nodes
    …{"1," * 48}
     {" " * 48}^ 一个文件里的条目太多，超过了 20000 个。
    请分成几份记录。"""
    )


def _read(folder: Path, raw: bytes) -> Source:
    (folder / "record.md").write_bytes(raw)
    return read_source(folder, "record.md", "news")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_make_no_difference(
    tmp_path: Path, mark: bytes, end: str
) -> None:
    text = "---\ntitle: 井\nnote: |\n  一\n  二\n---\n\n村口的井。\n"

    assert _read(tmp_path, mark + text.replace("\n", end).encode()) == _read(
        tmp_path, text.encode()
    )


def test_a_source_leads_back_to_the_lines_of_its_file(tmp_path: Path) -> None:
    source = _read(tmp_path, "---\ntitle: 井\nkeywords: [水, 井]\n---\n\n  村口的井。\n".encode())
    places = [source.fault("x", loc) for loc in ((), ("keywords", 1), ("keywords", 7), ("body",))]
    places.append(source.key_fault("x", ("keywords",)))

    assert [(fault.line, fault.column, fault.excerpt) for fault in places] == [
        (2, 1, "title: 井"),
        (3, 15, "keywords: [水, 井]"),
        (3, 1, "keywords: [水, 井]"),
        (6, 1, "  村口的井。"),
        (3, 1, "keywords: [水, 井]"),
    ]


def test_each_place_holds_one_kind_of_record() -> None:
    paths = ["deputies/a.yml", "deputies/a/b.yml", "stations/a.yml", "groups/a.yml",
             "reports/suggestions/s/1.md", "reports/research/a.md", "news/2025/a.md", "news/a.md",
             "index.md", "pages/a.md", "media/a/b.webp", "media/a.gif", "registers/units.yml",
             "deputies/a.yaml"]  # fmt: skip

    assert [reader.kind_of(f"content/{path}") for path in paths] == [
        "deputy", None, "station", "group", "suggestion", "research", "news", None, "page", "page",
        "media", None, "register:units", None,
    ]  # fmt: skip
