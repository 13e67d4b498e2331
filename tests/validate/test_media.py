"""Pictures: what they are is read from their content, and nothing in them hides or hangs."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from huiyin.validate.media import MAX_BYTES, wrong_inside
from small_site import SmallSite


def _saved(
    format_: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **how: object
) -> bytes:
    held = io.BytesIO()
    Image.new(mode, size, "white" if mode != "CMYK" else (0, 0, 0, 9)).save(held, format_, **how)
    return held.getvalue()


def _located() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    return _saved("JPEG", exif=exif)


def _moving(format_: str) -> bytes:
    other = Image.new("RGB", (40, 30), "black")
    return _saved(format_, save_all=True, append_images=[other])


def _png_that_says(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that unfolds to whatever its head says."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def _webp_that_says(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sides
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _cut(picture: bytes) -> bytes:
    return picture[: len(picture) * 2 // 3]


SCRIPT = b"<script>alert(1)</script>"
# What it is: the file's name, how it is made, what the editor reads.
WRONG: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a text": (
        "well.jpg",
        lambda: b"no picture",
        """\
content/media/well.jpg  not-a-picture
    这不是 JPEG、PNG 或 WebP 图片，或者文件坏了。
    请用看图软件打开原图，另存为 JPEG 或 PNG 再放进来；改后缀名不能改变格式。""",
    ),
    "nothing": (
        "well.jpg",
        lambda: b"",
        """\
content/media/well.jpg  not-a-picture
    这不是 JPEG、PNG 或 WebP 图片，或者文件坏了。
    请用看图软件打开原图，另存为 JPEG 或 PNG 再放进来；改后缀名不能改变格式。""",
    ),
    "a drawing in XML": (
        "well.png",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        """\
content/media/well.png  not-a-picture
    这不是 JPEG、PNG 或 WebP 图片，或者文件坏了。
    请用看图软件打开原图，另存为 JPEG 或 PNG 再放进来；改后缀名不能改变格式。""",
    ),
    "a format that is not ours": (
        "well.png",
        lambda: _saved("GIF"),
        """\
content/media/well.png  not-a-picture
    这不是 JPEG、PNG 或 WebP 图片，或者文件坏了。
    请用看图软件打开原图，另存为 JPEG 或 PNG 再放进来；改后缀名不能改变格式。""",
    ),
    "an EPS that would run": (
        "well.jpg",
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        """\
content/media/well.jpg  not-a-picture
    这不是 JPEG、PNG 或 WebP 图片，或者文件坏了。
    请用看图软件打开原图，另存为 JPEG 或 PNG 再放进来；改后缀名不能改变格式。""",
    ),
    "a PNG named JPEG": (
        "well.jpg",
        lambda: _saved("PNG"),
        """\
content/media/well.jpg  wrong-picture-ending
    后缀名是 jpg，内容却是 png 格式。
    请把后缀名改成 .png，用到它的记录也要改。""",
    ),
    "a JPEG named WebP": (
        "well.webp",
        lambda: _saved("JPEG"),
        """\
content/media/well.webp  wrong-picture-ending
    后缀名是 webp，内容却是 jpg 格式。
    请把后缀名改成 .jpg，用到它的记录也要改。""",
    ),
    "a JPEG cut off": (
        "well.jpg",
        lambda: _cut(_saved("JPEG", size=(400, 300))),
        """\
content/media/well.jpg  broken-picture
    图片不完整，多半是复制或下载的时候断了。
    请重新复制一次原图。""",
    ),
    "a PNG cut off": (
        "well.png",
        lambda: _cut(_saved("PNG", size=(400, 300))),
        """\
content/media/well.png  broken-picture
    图片不完整，多半是复制或下载的时候断了。
    请重新复制一次原图。""",
    ),
    "a WebP cut off": (
        "well.webp",
        lambda: _cut(_saved("WEBP", size=(400, 300))),
        """\
content/media/well.webp  not-a-picture
    这不是 JPEG、PNG 或 WebP 图片，或者文件坏了。
    请用看图软件打开原图，另存为 JPEG 或 PNG 再放进来；改后缀名不能改变格式。""",
    ),
    "a heavy file": (
        "well.jpg",
        lambda: _saved("JPEG") + bytes(MAX_BYTES),
        """\
content/media/well.jpg  picture-too-heavy
    图片文件太大，超过了 10 MB。
    请先用看图软件缩小，长边 2400 像素就够了。""",
    ),
    "a bomb": (
        "well.png",
        lambda: _png_that_says(50_000, 50_000),
        """\
content/media/well.png  picture-too-large
    图片的像素太多（50000×50000），超过了 4000 万。
    请先用看图软件缩小，长边 2400 像素就够了。""",
    ),
    "a smaller bomb": (
        "well.png",
        lambda: _png_that_says(8_000, 5_001),
        """\
content/media/well.png  picture-too-large
    图片的像素太多（8000×5001），超过了 4000 万。
    请先用看图软件缩小，长边 2400 像素就够了。""",
    ),
    "a WebP bomb": (
        "well.webp",
        lambda: _webp_that_says(16_000, 16_000),
        """\
content/media/well.webp  picture-too-large
    图片的像素太多（16000×16000），超过了 1200 万。
    请先用看图软件缩小，长边 2400 像素就够了。""",
    ),
    "a PNG that promises more than it holds": (
        "well.png",
        lambda: _png_that_says(6_000, 6_000),
        """\
content/media/well.png  broken-picture
    图片不完整，多半是复制或下载的时候断了。
    请重新复制一次原图。""",
    ),
    "a moving PNG": (
        "well.png",
        lambda: _moving("PNG"),
        """\
content/media/well.png  animated-picture
    这是会动的图片，这里只能放不动的。
    请另存其中一帧。""",
    ),
    "a moving WebP": (
        "well.webp",
        lambda: _moving("WEBP"),
        """\
content/media/well.webp  animated-picture
    这是会动的图片，这里只能放不动的。
    请另存其中一帧。""",
    ),
    "a JPEG with a script behind it": (
        "well.jpg",
        lambda: _saved("JPEG") + SCRIPT,
        """\
content/media/well.jpg  picture-with-a-tail
    图片的末尾后面还有 25 个字节，可能藏着别的内容。
    请用看图软件打开，另存为一张新的图片再放进来。""",
    ),
    "a PNG with a script behind it": (
        "well.png",
        lambda: _saved("PNG") + SCRIPT,
        """\
content/media/well.png  picture-with-a-tail
    图片的末尾后面还有 25 个字节，可能藏着别的内容。
    请用看图软件打开，另存为一张新的图片再放进来。""",
    ),
    "a WebP with a script behind it": (
        "well.webp",
        lambda: _saved("WEBP") + SCRIPT,
        """\
content/media/well.webp  picture-with-a-tail
    图片的末尾后面还有 25 个字节，可能藏着别的内容。
    请用看图软件打开，另存为一张新的图片再放进来。""",
    ),
    "a picture for print": (
        "well.jpg",
        lambda: _saved("JPEG", "CMYK"),
        """\
content/media/well.jpg  cmyk-picture
    图片是印刷用的 CMYK 颜色，网页上会偏色。
    请用看图软件转成 RGB（sRGB）颜色再保存。""",
    ),
    "a photo that tells its place": (
        "well.jpg",
        _located,
        """\
content/media/well.jpg  picture-tells-place
    照片里记着拍摄的位置（GPS），谁都能读出来。
    请删掉位置信息：在看图软件里“删除属性和个人信息”，或者截图另存；手机拍照可以先关掉位置。""",
    ),
    "a photo that tells its place in XMP": (
        "well.jpg",
        lambda: _saved("JPEG", xmp=b"<x exif:GPSLatitude='30,1N'/>"),
        """\
content/media/well.jpg  picture-tells-place
    照片里记着拍摄的位置（GPS），谁都能读出来。
    请删掉位置信息：在看图软件里“删除属性和个人信息”，或者截图另存；手机拍照可以先关掉位置。""",
    ),
    "a name in Chinese": (
        "水井.jpg",
        lambda: _saved("JPEG"),
        """\
content/media/水井.jpg  picture-name
    图片的文件名 水井.jpg 不能用。
    请改名，只用小写英文字母、数字和连字符，例如 li-hua.jpg。""",
    ),
    "a name with capitals": (
        "Well.jpg",
        lambda: _saved("JPEG"),
        """\
content/media/Well.jpg  picture-name
    图片的文件名 Well.jpg 不能用。
    请改名，只用小写英文字母、数字和连字符，例如 li-hua.jpg。""",
    ),
    "a name with a blank": (
        "my well.jpg",
        lambda: _saved("JPEG"),
        """\
content/media/my well.jpg  picture-name
    图片的文件名 my well.jpg 不能用。
    请改名，只用小写英文字母、数字和连字符，例如 li-hua.jpg。""",
    ),
    "a name in two parts": (
        "li..hua.jpg",
        lambda: _saved("JPEG"),
        """\
content/media/li..hua.jpg  picture-name
    图片的文件名 li..hua.jpg 不能用。
    请改名，只用小写英文字母、数字和连字符，例如 li-hua.jpg。""",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_picture_that_cannot_be_published_is_told(site: SmallSite, what: str) -> None:
    name, make, expected = WRONG[what]
    site.path("media").mkdir()
    site.path(f"media/{name}").write_bytes(make())
    began = time.perf_counter()
    report = site.report()

    assert (report, time.perf_counter() - began < 2) == (expected, True)


@pytest.mark.parametrize(
    ("name", "picture"),
    [
        ("well.jpg", _saved("JPEG")),
        ("well.jpg", _saved("JPEG", "L")),
        ("well.jpg", _saved("JPEG", progressive=True, exif=Image.Exif())),
        ("well.png", _saved("PNG", "RGBA")),
        ("well.png", _saved("PNG", "P")),
        ("well.webp", _saved("WEBP")),
        ("well.webp", _saved("WEBP", lossless=True)),
        ("deputies/li-hua.jpg", _saved("JPEG", size=(413, 531))),
    ],
)
def test_a_plain_picture_passes(site: SmallSite, name: str, picture: bytes) -> None:
    site.path(f"media/{name}").parent.mkdir(parents=True)
    site.path(f"media/{name}").write_bytes(picture)

    assert site.problems() == []


def test_two_names_differ_in_more_than_case(site: SmallSite) -> None:
    site.path("media").mkdir()
    for name in ("Well.jpg", "well.jpg"):
        site.path(f"media/{name}").write_bytes(_saved("JPEG"))

    assert (
        site.report()
        == """\
content/media/Well.jpg  picture-name
    图片的文件名 Well.jpg 不能用。
    请改名，只用小写英文字母、数字和连字符，例如 li-hua.jpg。

content/media/well.jpg  names-alike
    这张图片和 Well.jpg 的文件名只差大小写或者字符的写法，有的电脑分不清。
    请给其中一张换一个名字，用到它的记录也要改。"""
    )


def test_two_names_differ_in_more_than_their_unicode_form(site: SmallSite) -> None:
    site.path("media").mkdir()
    for name in ("e\u0301.jpg", "\xe9.jpg"):
        site.path(f"media/{name}").write_bytes(_saved("JPEG"))

    assert [problem.split(" ")[1] for problem in site.problems()].count("names-alike") == 1


@given(
    place=st.floats(0, 1, exclude_max=True),
    byte=st.integers(0, 255),
    format_=st.sampled_from(["JPEG", "PNG", "WEBP"]),
)
@settings(max_examples=200, deadline=None)
def test_a_damaged_picture_ends_in_a_report(place: float, byte: int, format_: str) -> None:
    picture = bytearray(_saved(format_, size=(60, 40)))
    picture[int(place * len(picture))] = byte

    assert list(wrong_inside(bytes(picture), "jpg")) is not None


def test_addresses_differ_in_more_than_case(site: SmallSite) -> None:
    site.write("deputies/Deputy-0001.yml", site.read("deputies/deputy-0001.yml"))

    assert site.problems() == ["content/deputies/Deputy-0001.yml:1:5 id-not-file-name"]
