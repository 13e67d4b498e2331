"""Pinyin of names: surnames read differently from the same character elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .. import workers
from ..records.deputy import Deputy

MANY = 500  # from so many readings on, a process for them is worth its beginning

# Surnames whose reading differs from the character's usual one.
# Source: 现代汉语词典; pypinyin gives the usual reading.
SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren",
    "盖": "ge", "乐": "yue", "覃": "qin", "翟": "zhai", "尹": "yin", "洗": "xian", "冼": "xian",
    "缪": "miao", "晁": "chao", "逄": "pang", "卜": "bu", "宓": "mi", "种": "chong", "秘": "bi",
    "朴": "piao", "繁": "po", "员": "yun", "黑": "he", "召": "shao", "折": "she", "牟": "mu",
    "葛": "ge", "隗": "wei", "万俟": "mo qi", "尉迟": "yu chi", "澹台": "tan tai",
    "令狐": "ling hu", "长孙": "zhang sun", "欧阳": "ou yang", "上官": "shang guan",
    "司马": "si ma", "诸葛": "zhu ge", "夏侯": "xia hou", "皇甫": "huang fu", "慕容": "mu rong",
    "司徒": "si tu", "东方": "dong fang",
    "华": "hua", "宁": "ning", "石": "shi", "沈": "shen", "柏": "bai", "纪": "ji", "车": "che",
    "谌": "chen", "郇": "xun", "阚": "kan", "燕": "yan", "应": "ying", "於": "yu", "祭": "zhai",
    "俞": "yu", "臧": "zang", "褚": "chu", "佴": "nai", "撒": "sa", "哈": "ha", "那": "na",
}  # fmt: skip


def surname_of(name: str) -> str:
    """Return the surname, compound ones whole: 欧阳志明 → 欧阳."""
    return name[:2] if name[:2] in SURNAMES and len(name) > 2 else name[:1]


def pinyin_of(name: str) -> tuple[str, ...]:
    """Return the syllables of a name, lower case without tones: 曾广林 → (zeng, guang, lin)."""
    surname, given = _parted(name)
    return (*SURNAMES[surname].split(" "), *reading_of(given)) if surname else reading_of(given)


def _parted(name: str) -> tuple[str, str]:
    """Return a surname that is read in its own way, and the rest; without one, all is the rest."""
    for length in (2, 1):
        if len(name) > length and name[:length] in SURNAMES:
            return name[:length], name[length:]
    return "", name


def syllables_of(deputy: Deputy) -> tuple[str, ...]:
    """Return the syllables of a deputy's name: as the record says, else as names are read."""
    return tuple(deputy.pinyin.split(" ")) if deputy.pinyin else pinyin_of(deputy.name)


def initial_of(deputy: Deputy) -> str:
    """Return the first letter of a deputy's name in pinyin, a capital."""
    return syllables_of(deputy)[0][0].upper()


def reading_of(text: str) -> tuple[str, ...]:
    """Return the syllables of any words, a place for example, lower case without tones."""
    if text not in _known:
        _known[text] = _read(text)
    return _known[text]


def begin_to_read(names: Iterable[str], places: Iterable[str]) -> Callable[[], None]:
    """Begin to read many names in a process of its own.

    The tables of readings are fifty megabytes; they come and go with that process.

    Args:
        names: Of people.
        places: Whatever else `reading_of` will be asked for.

    Returns:
        What waits until all are read.
    """
    texts = {*(_parted(name)[1] for name in names), *places} - _known.keys()
    if len(texts) < MANY:
        return lambda: None
    found = workers.aside(lambda: {text: _read(text) for text in texts})
    return lambda: _known.update(found())


_known: dict[str, tuple[str, ...]] = {}


def _read(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # loading its tables costs a fifth of a second

    return tuple(lazy_pinyin(text.replace("·", "")))
