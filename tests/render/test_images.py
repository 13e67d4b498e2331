"""What becomes of a picture: small files with pixels in them and nothing else, always the same."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from huiyin.render.images import rendition
from small_site import SmallSite, tree

PORTRAIT = "employer: 东镇卫生院\npost: 护士\nportrait: {file: li-hua.jpg, alt: 李华在诊室}\n"
CONSENT = "consents:\n  - {scope: portrait, on: 2024-01-05}\n"
ENDINGS = ("avif", "webp", "jpg")


def _photo(size: tuple[int, int] = (600, 900), **how: object) -> bytes:
    held = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.save(held, "JPEG", **how)
    return held.getvalue()


def _telling() -> bytes:
    """A photo that tells who took it, with what, and when, in every way a JPEG can."""
    exif = Image.Exif()
    exif[0x010F], exif[0x9003], exif[0x0112] = "SentinelCamera", "2024:01:01 10:00:00", 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return _photo(
        (900, 600), exif=exif, comment=b"SentinelComment", xmp=b"<x>SentinelXmp</x>",
        icc_profile=profile, dpi=(301, 301),
    )  # fmt: skip


@pytest.fixture
def shown(site: SmallSite) -> SmallSite:
    """A site on which one deputy shows a portrait."""
    site.path("media").mkdir()
    site.path("media/li-hua.jpg").write_bytes(_telling())
    site.replace("deputies/deputy-0001.yml", "employer: 东镇卫生院\npost: 护士\n", PORTRAIT)
    site.replace("deputies/deputy-0001.yml", "mandates:\n", f"{CONSENT}mandates:\n")
    return site


def _pictures(site: SmallSite) -> dict[str, tuple[int, int]]:
    """The pictures of a built site: file name without its hash → size."""
    files = tree(site.out).items()
    found = [(path, content) for path, content in files if path.startswith("media/")]
    return {path.partition("-")[2]: Image.open(io.BytesIO(content)).size for path, content in found}


def test_a_portrait_becomes_small_files_in_three_formats(shown: SmallSite) -> None:
    shown.build()

    assert _pictures(shown) == {
        "160.avif": (160, 213),
        "160.webp": (160, 213),
        "320.avif": (320, 427),
        "320.jpg": (320, 427),
        "320.webp": (320, 427),
    }


def test_the_page_leaves_room_for_the_portrait_and_says_what_it_shows(shown: SmallSite) -> None:
    shown.build()
    html = (shown.out / "deputies/deputy-0001/index.html").read_text("utf-8")

    assert 'width="320" height="427" alt="李华在诊室" decoding="async">' in html


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_picture_holds_its_pixels_and_nothing_else(ending: str) -> None:
    made = rendition(_telling(), (160, 213), ending)
    told = [
        word for word in (b"Sentinel", b"Exif", b"ICC", b"adobe", b"colr\x00prof") if word in made
    ]
    image = Image.open(io.BytesIO(made))

    assert (told, dict(image.getexif()), image.info.get("icc_profile")) == ([], {}, None)


def test_a_photo_that_lies_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.new("RGB", (400, 200), "white")
    lying.paste("black", (0, 0, 200, 200))
    held = io.BytesIO()
    lying.save(held, "PNG", exif=exif)
    upright = Image.open(io.BytesIO(rendition(held.getvalue(), (200, 400), "webp"))).convert("L")

    assert [upright.getpixel((100, y)) // 128 for y in (50, 350)] == [0, 1]


def test_what_is_transparent_lies_on_paper() -> None:
    held = io.BytesIO()
    Image.new("RGBA", (30, 40), (0, 0, 0, 0)).save(held, "PNG")

    corner = Image.open(io.BytesIO(rendition(held.getvalue(), (30, 40), "webp"))).getpixel((0, 0))

    assert min(corner) >= 248


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_picture_gives_the_same_bytes(ending: str) -> None:
    first, second = (rendition(_telling(), (160, 213), ending) for _ in range(2))

    assert first == second


def test_a_picture_is_never_enlarged(shown: SmallSite) -> None:
    shown.path("media/li-hua.jpg").write_bytes(_photo((120, 160)))
    shown.build()

    assert set(_pictures(shown).values()) == {(120, 160)}


def test_a_cover_and_a_station_s_photo_keep_their_shape(shown: SmallSite) -> None:
    shown.path("media/cover.jpg").write_bytes(_photo((1600, 900)))
    shown.replace(
        "stations/station-east.yml",
        "opened_on:",
        "photo: {file: cover.jpg, alt: 联络站的门}\nopened_on:",
    )
    shown.build()

    assert {size for name, size in _pictures(shown).items() if name.startswith("800")} == {
        (800, 450)
    }
