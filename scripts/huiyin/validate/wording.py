"""What an editor reads: for each code, what is wrong and what to write instead.

A code never changes once released; its words may become better.
"""

from __future__ import annotations

from ..problems import Fault, Problem, Severity

WARNINGS: frozenset[str] = frozenset()

_PLACES_OF_RECORDS = (
    "代表放在 content/deputies/编号.yml，联络站放在 content/stations/编号.yml，"
    "建议放在 content/reports/suggestions/会议/号码.md，新闻放在 content/news/年份/编号.md。"
)

WORDS: dict[str, tuple[str, str]] = {
    # files
    "no-settings": ("找不到网站设置文件 site_config.yml。", "请在网站根目录放好这个文件，或者用 --root 指明根目录。"),
    "unexpected-file": ("这个位置不该有这样的文件，它不会被发布。", _PLACES_OF_RECORDS),
    "symbolic-link": ("这是一个符号链接，内容里不允许用链接。", "请把文件本身放进来，再删掉链接。"),
    "not-a-file": ("这不是普通文件（可能是管道或设备）。", "请删掉它。"),
    "file-too-large": ("文件太大，超过了 {limit}。", "一份记录只写一件事；图片请放在 content/media/。"),
    "not-utf-8": ("文件不是 UTF-8 编码{guess}。", "请用编辑器“另存为”，编码选 UTF-8。"),
    "refused-character": ("这里有一个看不见的字符 {value}。", "请删掉它再重新输入，它可能是从网页或公文里复制来的。"),
    "no-front-matter": ("文件开头没有用 --- 括起来的记录，或者只有一条 ---。", "请在第一行写 ---，写完各项之后再单独写一行 ---，下面才是正文。"),
    "not-a-mapping": ("这里应当是一项一项的“键: 值”。", "例如：name: 李华"),
    "body-in-front-matter": ("正文不写在这里。", "请把它移到第二条 --- 的下面。"),
    "empty-body": ("正文是空的。", "请在第二条 --- 的下面写正文。"),
    # YAML
    "yaml-syntax": ("这里的写法读不懂，可能是缩进没有对齐、冒号后面少了空格，或者引号没有配对。", "冒号和逗号要用半角，冒号后面空一格；值里有“: ”时用半角引号把整个值括起来。"),
    "yaml-anchor": ("这里用了锚点 &{name}，记录里不允许用。", "请把内容直接写出来。"),
    "yaml-alias": ("这里用了引用 *{name}，记录里不允许用。", "请把内容直接写出来；如果要写星号，请用半角引号括起来。"),
    "yaml-tag": ("这里用了标签 {name}，记录里不允许用。", "请去掉感叹号开头的部分，直接写值。"),
    "too-deep": ("层次太深，超过了 {limit} 层。", "请检查缩进和括号。"),
    "too-many-nodes": ("一个文件里的条目太多。", "请分成几份记录。"),
    "field-too-long": ("这一项的文字太长，超过了 {limit} 字。", "请缩短，或者把长文移到正文。"),
    "second-document": ("一个文件里只能有一份记录。", "请删掉这条 ---，把第二份记录另存为一个文件。"),
    "key-not-text": ("这里的键不是文字。", "键写成一个英文词，后面跟半角冒号和空格。"),
    "duplicate-key": ("“{key}” 在第 {first} 行已经写过了。", "同一项只写一次，请删掉其中一行。"),
    # shape
    "unknown-key": ("没有 “{key}” 这一项。{near}", "可以写的有：{allowed}。"),
    "private-key": ("不允许写 “{key}”：仓库里的内容谁都能看到，个人联系方式、证件号码和住址不能进来。", "请删掉这一行。需要公开办公电话时，用 office_contact 或联络站的 liaison。"),
    "missing-key": ("{owner}里缺少 “{key}”（{field}）。", "请补上一行，例如：{key}: …"),
    "empty-value": ("“{field}”没有内容。", "请写上内容；暂时没有就把这一行删掉。"),
    "line-break": ("“{field}”只能写一行。", "请去掉换行。"),
    "edge-space": ("“{field}”的开头或结尾有空格。", "请删掉多余的空格。"),
    "not-in-list": ("“{value}” 不在可选的范围里。{near}", "可以写：{allowed}。"),
    "wrong-form": ("“{field}”的写法不对：{value}", "应当是{form}。"),
    "too-long": ("“{field}”太长，最多 {limit} 个字。", "请缩短。"),
    "too-short": ("“{field}”太短，至少 {limit} 个字。", "请补充完整。"),
    "too-many": ("“{field}”写得太多，最多 {limit} 项。", "请删去一些。"),
    "too-few": ("“{field}”至少要写 {limit} 项。", "请补上。"),
    "out-of-range": ("“{field}”的数字 {value} 不在允许的范围里。", "应当{range}。"),
    "not-one-text": ("“{field}”应当是一段文字，这里写成了几项。", "请写成一行，例如：{key}: …"),
    "not-a-list": ("“{field}”应当是一个列表。", "每一项单独一行，用“- ”开头；只有一项也要写成列表。"),
    "not-a-group": ("“{field}”应当是一组“键: 值”。", "请换行，缩进两格，一行写一项。"),
    "date-form": ("“{value}” 不是日期的写法。", "请写成四位年-两位月-两位日，例如：2025-03-01"),
    "date-range": ("“{value}” 的年份不在 1949 年到 2099 年之间。", "请检查年份。"),
    "impossible-date": ("没有 {value} 这一天。", "请对照原件写实际的日期。"),
    "moment-form": ("“{value}” 不是时间的写法。", "请写成日期、空格、24小时制的时和分，例如：2025-03-01 09:30"),
    "month-form": ("“{value}” 不是年月的写法。", "请写成四位年-两位月，例如：1975-03"),
    "yes-or-no": ("“{value}” 不能表示是或否。", "请写 true（是）或 false（否）。"),
    "count-form": ("“{value}” 不是数字。", "请写阿拉伯数字，前面不加 0，不写单位。"),
    "unit-or-constituency": ("选举单位和选区要写一个，也只能写一个。", "设区的市以上写 electing_unit，县和乡镇写 constituency。"),
    "ended-without-date": ("status: ended 和 ended_on 要一起写。", "终止了就两项都写，没有终止就两项都不写。"),
    "one-reception-rule": ("接待日的规则要写一条，也只能写一条。", "从 monthly_day（每月几日）、nth_weekday（第几个星期几）、dates（指定日期）里选一条。"),
    "stub-holds-content": ("不予公开的建议不能写任何内容，这里写了：{keys}。", "只留 id、status、session、filed_in、publicity、events 和测评总数，其余的请删掉。"),
    "public-needs": ("公开的建议缺少：{keys}。", "请补上；如果不予公开，把 publicity.level 写成 not_public。"),
    "outcome-key-twice": ("同一个类别写了两次。", "每个类别只写一次。"),
    # identity
    "id-taken": ("编号 {id} 已经在 {other} 用过了。", "请换一个没有用过的编号。"),
    "id-not-file-name": ("编号 {id} 和文件名不一致。", "按照文件名应当写：id: {expected}"),
    "wrong-folder": ("这里写的是 {value}，文件却放在 {expected} 文件夹里。", "请改正这一项，或者把文件移到 {value} 文件夹。"),
    "number-not-file-name": ("建议号和文件名 {file} 不一致。", "文件名应当是 {expected}。"),
    # references
    "unknown-reference": ("没有编号是 {id} 的{kind}。{other}{near}", "请写已有的编号，或者先把这个{kind}加进来。"),
    "names-itself": ("{id} 写的是自己。", "请写另一份记录的编号，或者删掉这一项。"),
    "not-a-handler": ("{name}不承办建议。", "承办单位请写政府部门、法院、检察院等机构。"),
    "no-such-picture": ("content/media/ 里没有图片 {file}。{near}", "请先放入图片，再写它在 content/media/ 里的路径。"),
    "no-such-page": ("网站里没有 {url} 这一页。{near}", "请改正地址，或者先在 content/pages/ 里写这一页。"),
    # dates
    "dates-out-of-order": ("{name}（{on}）早于{before}（{earlier}）。", "请对照原件，看是哪一个日期写错了。"),
    "outside-term": ("{name}的日期 {on} 不在这一届之内（{from} 至 {to}）。", "请检查日期和届次。"),
    "survey-without-reply": ("测评的是第 {round} 轮答复，但没有这一轮答复。", "请补上答复，或者改正 round。"),
    "filed-outside-session": ("大会期间提出的建议，日期 {on} 不在会期之内（{from} 至 {to}）。", "请改正日期；闭会期间提出的，写 filed_in: recess。"),
    "filed-inside-session": ("闭会期间提出的建议，日期 {on} 在大会闭幕（{closed}）之前。", "请改正日期；大会期间提出的，写 filed_in: session。"),
    # handling
    "not-filed": ("办理过程的第一步应当是提出。", "请先写一行：- {{on: 提出的日期, kind: filed}}"),
    "no-handler": ("已经交办，却没有写承办单位。", "请写 handlers：一个主办，协办不限；或者两个以上分办。"),
    "lead-or-separate": ("承办单位里有 {leads} 个主办、{separate} 个分办。", "要么一个主办加若干协办，要么两个以上分办、没有主办和协办。"),
    "handler-twice": ("承办单位 {id} 写了两次。", "请删掉一个。"),
    "round-out-of-order": ("这是第 {value} 轮答复，按次序应当是第 {expected} 轮。", "答复按 1、2、3 的次序写。"),
    "unknown-outcome": ("“{value}” 不是“{scheme}”里的类别。", "可以写：{allowed}。"),
    "survey-sum": ("测评人数合计 {counted} 人，提出人却是 {proposers} 人。", "满意、基本满意、不满意、未反馈相加应当等于提出人数。"),
    "proposer-twice": ("提出人 {id} 写了两次。", "请删掉一个。"),
    "no-mandate-then": ("{name}在 {on} 不担任代表，不能提出建议。", "请检查提出人和提出日期。"),
    "convenor-not-member": ("组长 {id} 不在成员里。", "请把组长也写进 members。"),
    "unknown-item": ("“{name}”里没有“{item}”这一条。", "可以写：{allowed}。"),
    "wrong-election": ("这一级代表不能写 {key}。", "请改写为 {expected}。"),
    "wrong-unit": ("“{name}”的类型和这里不符。", "请在 registers/units.yml 里核对它是选举单位还是选区。"),
    # markup
    "html-in-markdown": ("正文里不能写 HTML。", "请改用 Markdown；如果要写小于号，前面加反斜线：\\<"),
    "unsafe-link": ("这个链接不能用：{value}", "请用 https:// 开头的网址，或者以 / 开头的站内地址。"),
    "heading-too-large": ("正文里的标题从两个 # 开始，一个 # 是页面的标题。", "请写成：## 小标题"),
}  # fmt: skip


def worded(fault: Fault) -> Problem:
    """Put a fault into words."""
    message, hint = WORDS[fault.code]
    facts = _facts(fault)
    return Problem(
        file=fault.file,
        line=fault.line,
        column=fault.column,
        code=fault.code,
        severity=Severity.WARNING if fault.code in WARNINGS else Severity.ERROR,
        message=message.format_map(facts),
        hint=hint.format_map(facts),
        excerpt=fault.excerpt,
    )


def _facts(fault: Fault) -> dict[str, str]:
    """Turn bare facts into phrases, so that an absent one leaves no hole in the sentence."""
    facts = dict(fault.facts)
    if facts.get("near"):
        facts["near"] = f"最接近的是 {facts['near']}。"
    if facts.get("other") and fault.code == "unknown-reference":
        facts["other"] = f"这个编号属于{facts['other']}。"
    if fault.code == "not-utf-8":
        facts["guess"] = f"，看起来是 {facts['guess']}" if facts["guess"] else ""
    if fault.code == "out-of-range":
        ends = [
            f"不小于 {facts['from']}" * bool(facts["from"]),
            f"不大于 {facts['to']}" * bool(facts["to"]),
        ]
        facts["range"] = "、".join(end for end in ends if end)
    facts.setdefault("key", facts.get("field", ""))
    return facts
