"""What an editor reads: for each code, what is wrong and what to write instead.

A code never changes once released; its words may become better.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from ..problems import Fault, Problem, Severity
from ..records.common import SLUG
from ..records.deputy import HAN

WARNINGS: frozenset[str] = frozenset(
    {
        "full-width-letters",
        "not-attached",
        "station-without-deputies",
        "vacancy-past",
        "years-apart",
        "reprint-without-title",
        "careless-phrase",
        "doubled-word",
        "narrow-punctuation",
        "names-what-is-not-public",
        "reply-unpublished",
        "short-notice",
        "month-left-out",
        "more-resolved-than-collected",
        "name-unlike-kind",
        "group-at-rest",
    }
)

_PLACES_OF_RECORDS = (
    "代表放在 content/deputies/编号.yml，联络站放在 content/stations/编号.yml，"
    "活动放在 content/activities/年份/编号.yml，"
    "建议放在 content/reports/suggestions/会议/号码.md，新闻放在 content/news/年份/编号.md，"
    "图片放在 content/media/，用 jpg、png 或 webp，登记册的文件名是固定的；不要的文件请删掉。"
)

WORDS: dict[str, tuple[str, str]] = {
    # files
    "no-settings": ("找不到网站设置文件 site_config.yml。", "请在网站根目录放好这个文件，或者用 --root 指明根目录。"),
    "unexpected-file": ("这个位置不该有这样的文件，它不会被发布。", "{where}"),
    "symbolic-link": ("这是一个符号链接，这里不允许用链接。", "请删掉链接，把文件本身放进来。"),
    "not-a-file": ("这不是普通文件（可能是管道或设备）。", "请删掉它。"),
    "file-too-large": ("文件太大，超过了 {limit}。", "一份记录只写一件事；长的材料请分成几份，图片请放在 content/media/。"),
    "more-of-the-same": ("这个文件里 {of} 这样的问题太多，没有一一列出。", "请先改好列出来的，再检查一遍。"),
    "refused-name": ("文件名里有看不见的字符。", "请给文件重新起名，只用小写英文字母、数字和连字符。"),
    "unreadable": ("文件打不开，可能没有读取的权限。", "请检查文件的权限。"),
    "not-utf-8": ("文件不是 UTF-8 编码{guess}。", "请用编辑器“另存为”，编码选 UTF-8。"),
    "refused-character": ("这里有一个不能用的字符 {value}，多半看不见。", "请删掉这一小段再重新输入，它可能是从网页或公文里复制来的。"),
    "no-front-matter": ("文件开头没有用两条 --- 括起来的记录。", "请在第一行写 ---，写完各项之后再单独写一行 ---，下面才是正文。"),
    "not-a-mapping": ("这里应当是一项一项的“键: 值”。", "例如：name: 李华"),
    "body-in-front-matter": ("正文不写在 --- 之间。", "请把它移到第二条 --- 的下面，并删掉 body 这一项。"),
    "empty-body": ("正文是空的。", "请在第二条 --- 的下面写正文。"),
    # YAML
    "yaml-syntax": ("这里的写法读不懂。", "请看这一行和上一行：缩进要对齐，冒号要用半角并在后面空一格，引号要配对。"),
    "yaml-anchor": ("值用“&”开头，会被当作锚点，记录里不允许用。", "请把内容直接写出来；如果就是要写“&”，请用半角引号把整个值括起来。"),
    "yaml-alias": ("这里用了 {name}，会被当作对别处的引用，记录里不允许用。", "请把内容直接写出来；如果就是要写星号，请用半角引号把整个值括起来。"),
    "yaml-tag": ("这里用了 {name}，会被当作标签，记录里不允许用。", "请删掉感叹号开头的部分，直接写值；如果就是要写感叹号，请用半角引号把整个值括起来。"),
    "too-deep": ("层次太深，超过了 {limit} 层。", "请检查缩进和括号。"),
    "too-many-nodes": ("一个文件里的条目太多，超过了 {limit} 个。", "请分成几份记录。"),
    "field-too-long": ("这一项的文字太长，超过了 {limit} 字。", "请缩短，或者把长文移到正文。"),
    "second-document": ("一个文件里只能有一份记录，这里又开始了一份。", "请删掉这条 ---；第二份记录请另存为一个文件。"),
    "key-not-text": ("冒号前面应当是一个英文词，这里却是括号里的一组。", "请写成“键: 值”，例如：name: 李华"),
    "duplicate-key": ("“{key}” 在第 {first} 行已经写过了。", "同一项只写一次，请删掉其中一行。"),
    # shape
    "unknown-key": ("没有 “{key}” 这一项。{near}", "可以写的有：{allowed}。"),
    "private-key": ("不允许写 “{key}”：仓库里的内容谁都能看到，个人联系方式、证件号码和住址不能进来。", "请删掉这一行。需要公开办公电话时，用 office_contact 或联络站的 liaison。"),
    "missing-key": ("{owner}里缺少 {key}（{field}）。", "请补上一行，例如：{key}: …"),
    "empty-value": ("“{field}”没有内容。", "请写上内容{otherwise}。"),
    "line-break": ("“{field}”只能写一行。", "请去掉换行和“|”，写在冒号后面。"),
    "edge-space": ("“{field}”的开头或结尾有空格。", "请删掉多余的空格，全角空格也要删。"),
    "not-in-list": ("“{field}”不能写“{value}”。{near}", "可以写：{allowed}。"),
    "wrong-form": ("“{field}”的写法不对：{value}", "应当是{form}。"),
    "too-long": ("“{field}”太长，最多 {limit} 个字。", "请缩短到 {limit} 个字以内。"),
    "too-short": ("“{field}”太短，至少 {limit} 个字。", "请补充完整。"),
    "too-few": ("“{field}”至少要写 {limit} 项。", "请补足 {limit} 项。"),
    "out-of-range": ("“{field}”的数字 {value} 不在允许的范围里。", "应当{range}。"),
    "not-one-text": ("“{field}”应当是一个值，这里写成了几项。", "请只写一个值，例如：{example}"),
    "not-a-list": ("“{field}”应当是一个列表。", "每一项单独一行，用“- ”开头；只有一项也要写成列表。"),
    "not-a-group": ("“{field}”应当是一组“键: 值”。", "请在下一行缩进两格，一行写一项“键: 值”。"),
    "hours-backwards": ("“{value}” 的结束时间不在开始时间之后。", "请写成先早后晚，例如 09:00-11:30。"),
    "date-form": ("“{value}” 不是日期的写法。", "请写成四位年-两位月-两位日，例如：{example}"),
    "date-range": ("“{value}” 的年份不在 1949 年到 2099 年之间。", "请检查年份。"),
    "impossible-date": ("没有 {value} 这一天，{why}。", "请对照原件写实际的日期。"),
    "moment-form": ("“{value}” 不是时间的写法。", "请写成日期、空格、24小时制的时和分，例如：2025-03-01 09:30"),
    "month-form": ("“{value}” 不是年月的写法。", "请写成四位年-两位月，例如：1975-03"),
    "yes-or-no": ("“{value}” 不能表示是或否。", "请写 true（是）或 false（否）。"),
    "count-form": ("“{value}” 不是这里能用的数字。", "请写阿拉伯数字，最多9位，前面不加 0，不写单位。"),
    "unit-or-constituency": ("选举单位（electing_unit）和选区（constituency）要写一个，也只能写一个。", "设区的市以上写 electing_unit，县和乡镇写 constituency。"),
    "ended-without-date": ("代表职务终止时，status: ended 和 ended_on 要一起写。", "终止了就两项都写，没有终止就两项都不写。"),
    "one-reception-rule": ("接待日的规则要写一条，也只能写一条。", "从 monthly_day（每月几日）、nth_weekday（第几个星期几）、dates（指定日期）里选一条。"),
    "stub-holds-content": ("不予公开的建议不能写任何内容，这里写了：{keys}。", "可以公开的，请写 publicity 的 level: public_full，没有写就当作不予公开；不予公开的，只留 id、status、session、filed_in、publicity、events 的日期和 kind、replies 的 round、on 和 outcome，以及测评总数，其余的请删掉。"),
    "public-needs": ("公开的建议缺少：{keys}。", "请补上；如果不予公开，把 publicity 的 level 写成 not_public，并删掉内容。"),
    "redirect-circle": ("地址 {value} 转来转去，最后又回到原处。", "请把 to 改成现在真正有页面的地址；已经撤下的，删掉 to 这一行。"),
    "outcome-key-twice": ("类别 {value} 写了两次。", "每个类别只写一次，请删掉或改正这一行。"),
    # identity
    "id-taken": ("编号 {id} 已经在 {other} 用过了。", "请换一个没有用过的编号。"),
    "id-not-file-name": ("编号 {id} 和文件名不一致。", "{cure}"),
    "wrong-folder": ("这里写的是 {value}，文件却放在 {expected} 文件夹里。", "请改正这一项，或者把文件移到 {value} 文件夹。"),
    "number-not-file-name": ("{what}和文件名 {file} 不一致。", "请改正这一项，或者把文件改名为 {expected}；闭会期间提出的建议，文件名以 r 开头。"),
    "page-name": ("说明性页面的文件名会成为网址，只能用小写英文字母、数字和连字符，也不能叫 index、readme。", "请改名，例如 content/pages/about.md。"),
    "device-name": ("{id} 在 Windows 里是设备的名字，那边打不开这个文件。", "请换一个编号，文件名也跟着改。"),
    "reserved-id": ("编号 {id} 是网站自己的地址，记录不能用。", "请换一个编号，文件名也跟着改。"),
    "no-home-page": ("没有首页的说明文件。", "请新建 content/index.md，开头写 title 和 description 两项。"),
    "not-reviewed": ("网站要求三审，这份记录的审核不全。", "请在 reviews 里写齐一审、二审、三审，三级由不同的人签；没有审完就写 status: draft。"),
    "link-to-nothing": ("网站里没有 {url} 这个地址。", "请改正地址；站内地址可以从浏览器的地址栏里抄。"),
    "link-to-hidden": ("{url} 这份记录没有公开，读者打不开。", "请删掉链接，留下文字；或者先让那份记录公开。"),
    # references
    "unknown-reference": ("没有编号是 {id} 的{kind}。{other}{near}", "请写 {home} 里已有的编号，或者先在那里加上这个{kind}。"),
    "names-itself": ("{id} 就是这份记录自己的编号。", "请写另一份记录的编号，或者删掉这一项。"),
    "names-a-concealed": ("{id} 是不予公开的建议，别的记录不能提到它。", "请删掉这一项；不予公开的建议，连和谁有关也不能写。"),
    "names-what-is-not-public": ("{kind} {id} {status}，读者看不到，这里的名字不会显示。", "请删掉这一项；或者先让那份记录公开。"),
    "not-a-handler": ("{name}不承办建议。", "承办单位请写政府部门、法院、检察院等机构的编号。"),
    "no-such-picture": ("content/media/ 里没有图片 {file}。{near}", "请先把图片放进 content/media/，再写它在这个文件夹里的路径。"),
    "no-such-page": ("网站里没有 {url} 这一页。{near}", "请改正地址，或者先在 content/pages/ 里写这一页。"),
    "redirect-of-a-live-page": ("{url} 现在有自己的页面，不会转到别处。", "请删掉这一条；那一页不该再有的，先让它的记录不再公开。"),
    "reply-unpublished": ("{on} 作出的答复最晚应当在 {last} 公开（{count} 个工作日），这份记录还没有发布。", "可以公开的，写 status: published；依法不公开的，把 publicity 的 level 写成 not_public，只留规定的几项。"),
    "plugin-of-the-engine": ("本系统不用 MkDocs 的插件，{value} 不会起作用，还可能写出没有检查过的文件。", "请删掉它，写成 plugins: []。"),
    "only-true": ("“{field}”只能写 true，网址都是照这样定的。", "请写 true，或者删掉这一项。"),
    "phone-twice": ("电话 {value} 登记了两次。", "请核对号码，删掉多出来的一条。"),
    "stub-tells-its-number": ("不予公开的建议，文件名和编号里不能有建议号，仓库里的文件谁都能看到。", "请把文件改名为 content/reports/suggestions/{folder}/sgx-加八位随意写的数字或 a 到 f 的字母.md，id 也照着改。"),
    "comment-in-stub": ("不予公开的建议里不能写注释，仓库里的文件谁都能看到。", "请删掉 # 和它后面的字。"),
    # dates
    "dates-out-of-order": ("{name}（{on}）早于{before}（{earlier}）。", "请对照原件，看是哪一个日期写错了。"),
    "outside-term": ("{name}的日期 {on} 不在这一届之内（{from} 至 {to}）。", "请检查日期和届次。"),
    "survey-without-reply": ("测评的是第 {round} 轮答复，但没有这一轮答复。", "请补上答复，或者改正 round。"),
    "filed-outside-session": ("大会期间提出的建议，日期 {on} 不在会期之内（{from} 至 {to}）。", "请改正日期；闭会期间提出的，写 filed_in: recess。"),
    "filed-inside-session": ("闭会期间提出的建议，日期 {on} 在大会闭幕（{closed}）之前。", "请改正日期；大会期间提出的，写 filed_in: session。"),
    "no-holiday-table": ("缺少 {year} 年的放假安排，期限和接待日没法按工作日推算。", "请照国务院办公厅的通知，在 content/registers/holidays.yml 里补上这一年。"),
    # handling
    "not-filed": ("办理过程的第一步应当是提出（filed）。", "请在 events 的最前面写上提出的日期，kind 写 filed。"),
    "no-handler": ("已经交办，却没有写承办单位。", "请加上 handlers：一个主办（lead），可以有几个协办（assist）；或者两个以上分办（separate）。"),
    "lead-or-separate": ("承办单位里有 {leads} 个主办、{separate} 个分办。", "要么一个主办（lead）加若干协办（assist），要么两个以上分办（separate），两种不能混用。"),
    "handler-twice": ("承办单位 {id} 写了两次。", "每个承办单位只写一次，请删掉一个。"),
    "round-out-of-order": ("这是第 {value} 轮答复，按次序应当是第 {expected} 轮。", "答复按 1、2、3 的次序写。"),
    "unknown-outcome": ("“{value}” 不是“{scheme}”里的类别。", "可以写：{allowed}。"),
    "survey-sum": ("测评人数合计 {counted} 人，提出人却是 {proposers} 人。", "满意、基本满意、不满意、未反馈相加应当等于提出人数。"),
    "proposer-twice": ("提出人 {id} 写了两次。", "每个提出人只写一次，请删掉一个。"),
    "no-mandate-then": ("{name}在 {on} 不担任代表，不能提出建议。", "请检查提出人和提出日期。"),
    "convenor-not-member": ("组长{name}不在成员里。", "请把组长的编号也写进 members。"),
    "unknown-item": ("“{name}”里没有“{item}”这一条。", "可以写：{allowed}。"),
    "wrong-election": ("{elected}，不能写 {key}。", "请改写为 {expected}。"),
    "wrong-unit": ("“{name}”{is_a}，这里不能写。", "请改正编号，或者在 content/registers/units.yml 里核对它的 kind。"),
    # people
    "same-person": ("{name}（{sex}）和 {other} 同名，性别也相同，可能是同一个人登记了两次。", "是同一个人，请合成一份记录；不是，请在 content/registers/different-people.yml（没有就新建）的 different: 下面加一行：- {{ids: [{other}, {id}], checked_on: 核对日期}}"),
    "mandate-twice": ("{name}在同一届（{term}）里同时有两个代表职务。", "请删掉重复的一项；前一个已经终止的，写上 status: ended 和 ended_on。"),
    "role-twice": ("“{body}{title}”写了两次，时间重叠。", "请删掉重复的一项，或者写上前一次离任的日期（to）。"),
    "head-twice": ("“{body}{title}”在同一时间还有{name}。", "同一时间只有一位{title}，请写上前任离任的日期（to），或者改正职务。"),
    "role-outside-mandate": ("{name}的日期 {on} 不在代表职务之内（{from} 至 {to}）。", "请检查任职、离任的日期，以及当选和终止的日期。"),
    "no-longer-deputy": ("{name}在 {on} 已经不是代表，不能再写成{post}。", "请换成现任代表，或者删掉这一项。"),
    "not-attached": ("{name}写成了这个站的{post}，代表记录里却没有进驻这个站。", "请在 content/deputies/{deputy}.yml 里写 station: {id}，或者在这里换成进驻本站的代表。"),
    "station-without-deputies": ("这个站公布了接待日，却没有接待代表，也没有代表进驻。", "请在代表的记录里写 station: {id}，或者写上 receivers；暂时不接待的，删掉 reception。"),
    "too-young": ("{name}出生于 {born}，{on} 当选时不满18周岁。", "请检查出生年月和当选日期。"),
    # seats
    "too-many-deputies": ("履职的代表有 {count} 名，超过了名额 {quota} 名。", "请检查名额；已经终止职务的代表，写上 status: ended 和 ended_on。"),
    "seats-do-not-add-up": ("履职的代表 {count} 名，加上缺额 {vacant} 名，不等于名额 {quota} 名。", "请检查代表名单和缺额（vacancies）：补选了的，删掉缺额；新出缺的，加上一项。"),
    "vacancy-past": ("这个缺额预计到 {until} 补齐，已经过了。", "已经补选的，请删掉这一项；还没有的，请改写 until。"),
    # places and registers
    "circle": ("一级一级往上，又回到了自己：{steps}。", "请改正其中一项，让最上面的一级不再写上级，也不再并入别的记录。"),
    "wrong-parent": ("上级“{name}”是{above}，不能在{kind}的上面。", "请改正上级的编号，或者核对两处的 kind；最上面的一级不写上级。"),
    "number-twice": ("{what}写了两次。", "请改正序号，或者删掉重复的一项。"),
    "not-in-turn": ("{what}从 {on} 开始，{before}到 {earlier} 才结束。", "请检查两处的日期和序号，后一个要在前一个结束之后开始。"),
    "term-too-long": ("这一届的时间超过了六年。", "每届任期五年，请检查开始和结束的日期。"),
    "another-year": ("{on} 不在 {year} 年。", "请移到那一年的表里，或者改正年份。"),
    "holiday-and-workday": ("{on} 既写成放假，又写成上班。", "请对照放假通知，只留一处。"),
    "workday-on-weekday": ("{on} 不是周末，平常就上班，不用写成调休上班。", "请对照放假通知，改正日期或者删掉。"),
    "listed-twice": ("“{what}”里 {value} 写了两次。", "请删掉或者改正其中一项。"),
    "name-taken": ("“{name}”已经是 {id} 的名称或别名，读者分不清。", "请换一个名称；是同一个的，只留一项。"),
    "before-opening": ("{year} 年的时候，这个站还没有启用（{opened}）。", "请检查年度和启用日期。"),
    # stations and groups
    "change-untold": ("改期和取消只能写一样，还要写清原因和公布日期。", "改期写 moved_to，取消写 called_off: true；都要加上 reason 和 announced_on。"),
    "not-a-reception-day": ("照接待日的规则，{on} 没有接待。", "请写照规则应当接待的那一天；遇节假日顺延的，也写原来那一天。"),
    "short-notice": ("{on} 的接待有改动，{announced} 才公布，只提前了 {days} 天。", "至少提前 {needed} 天公布；来不及的，请在站门口留人说明。"),
    "ledger-does-not-add-up": ("{month} 的月报对不上：上月结转 {opening} 加本月收集 {opinions}，等于当场解决、办结、不受理和结转的合计 {settled} 才对。", "请对照台账，看是哪一个数字写错了。"),
    "ledger-not-carried-over": ("{month} 的上月结转写了 {opening}，{before} 的月报结转的是 {carried}。", "请对照台账，两处应当一样。"),
    "month-left-out": ("{before} 到 {month} 之间少了月报。", "请补上；没有接待的月份也写一条，数字写 0。"),
    "month-not-over": ("{month} 还没有过完，不能写月报。", "请检查月份；过完这个月再写。"),
    "year-counted-twice": ("{year} 年已经有月报，年度工作量会按月报累计。", "请删掉 years 里的这一年；只有年度数字的，删掉这一年的月报。"),
    "more-resolved-than-collected": ("{month} 当场解决 {resolved} 件，比这个月收集的 {collected} 件还多。", "当场解决的都是当月收集的，请对照台账检查两个数字。"),
    "name-unlike-kind": ("这个站的类型是{kind}，名称里没有{words}。", "请核对名称和类型；本地的叫法写在 content/registers/station-names.yml。"),
    "not-on-the-list": ("{list}里没有 {id}。", "可以写：{known}。"),
    "result-from-nothing": ("这项成果没有写来自哪条建议，也没有写解决了哪个问题。", "请加上 advice 或者 problems，写清单里的序号。"),
    "group-at-rest": ("这个小组在{quarter}活动了 {count} 次，应当至少 {needed} 次。", "请补上活动记录（content/activities/），在 groups 里写小组的编号；没有活动的，请组长说明。"),
    # activities
    "no-organiser": ("没有写这次活动是谁组织的。", "请加上 organisers（机构编号）；由代表小组组织的写 groups，由联络站组织的写 station。"),
    "not-deputy-then": ("{name}在 {on} 不担任代表，不能写成参加代表。", "请检查名单和日期；以群众身份参加的，算进 audience。"),
    "nobody-took-part": ("活动已经举行，却没有写谁参加。", "请加上 deputies（参加代表）或者 audience（参加群众人次）；没有举行的，写 status: withdrawn 或者改日期。"),
    "not-yet-held": ("活动定在 {on}，还没有举行，不能写{name}。", "请检查日期；举行以后再写。"),
    # course of handling
    "other-congress": ("会议 {session} 属于别的人民代表大会（届次 {term}），不是本网站的。", "请改正会议的编号；本级的会议写在 content/registers/sessions.yml，届次写在 congresses.yml。"),
    "merged-without-target": ("办理过程里有并案（merged），却没有写并入哪一件。", "请加上 merged_into，写另一件建议的编号；没有并案的，删掉这一步。"),
    "merged-without-event": ("写了并入哪一件，办理过程里却没有并案的一步。", "请在 events 里加上并案的日期，kind 写 merged；没有并案的，删掉 merged_into。"),
    "after-the-end": ("“{end}”以后就不再办理，这里却又写了“{kind}”。", "请检查办理过程，看哪一步写错了；多出来的请删掉。"),
    "closed-without-reply": ("还没有答复，不能写{kind}。", "请先补上答复（replies）；没有答复就结束的，改正这一步的 kind。"),
    "after-without-reply": ("还没有答复，不能写办后回访。", "请补上答复，或者改正 phase：办前 before，办中 during。"),
    "in-the-future": ("{name}的日期 {on} 还没有到，网站按 {today} 检查。", "请检查年份和月份；还没有发生的事，发生以后再写。"),
    "years-apart": ("{name}（{on}）比{before}（{earlier}）晚了三年以上，多半是年份写错了。", "请对照原件检查年份；确实这样的，不用改。"),
    # turns and guards
    "step-out-of-turn": ("“{kind}”不能接在“{before}”后面。", "{before_then}。请检查日期和先后，看是漏写了一步，还是写错了 kind。"),
    "merged-with-reply": ("并案的建议没有自己的答复，也没有自己的办理结果。", "请把答复写在并入的那一件里；没有并案的，删掉并案（merged）这一步和 merged_into。"),
    "reply-without-rehandling": ("已经答复过了，没有再次办理，不能有第二轮答复。", "请在 events 里加上再次办理（rehandling）的日期和理由；只是更正原来的答复，请直接改原来的一轮。"),
    "extended-twice": ("一件建议只能延期一次。", "请删掉多出来的延期。"),
    "extended-and-complex": ("复杂事项从交办起就按长的期限计算，不再延期。", "请删掉延期（extended）；交办时没有确定为复杂事项的，删掉 complex。"),
    "extended-late": ("延期的日期 {on} 在答复期限 {due} 之后。", "期限以前批准的才算延期，请核对批准的日期；过了期限的，删掉这一步，按实际日期写答复。"),
    "complex-after-assignment": ("复杂事项在 {on} 才确定，晚于交办（{assigned}）。", "交办以后才确定的，删掉 complex，在 events 里写延期（extended）、理由和批准的机构。"),
    "step-without-reason": ("“{kind}”没有写明理由。", "请在这一步加上 note，写一句话。"),
    "step-without-body": ("“{kind}”没有写明{who}。", "请在这一步加上 by，写机构的编号。"),
    "returned-late": ("退回的日期 {on} 超过了交办（{assigned}）后 {count} 个工作日，最后一天是 {last}。", "请核对日期；过了退回期限的，由原来的单位继续办理，或者请交办机构重新交办。"),
    "returned-by-other": ("{id} 不在交办的单位里，不能退回。", "交办的是：{to}。请改正 by，或者改正交办时的 to。"),
    "reply-without-contact": ("第 {round} 轮答复（{on}）以前没有同代表沟通的记录。", "{cure}"),
    "reply-without-signer": ("这一轮答复没有写签发人。", "请照答复原件加上 signer，例如：signer: 局长签发"),
    "publicity-undecided": ("已经答复，公开属性却没有写明由谁、在哪一天确定。", "请在 publicity 里加上 decided_by 和 decided_on；公开属性要和答复一起审定。"),
    "publicity-decided-late": ("公开属性在 {on} 才确定，晚于答复（{replied}）。", "公开属性要和答复一起审定，请核对日期。"),
    "closed-with-dissatisfied": ("第 {round} 轮答复有 {count} 名代表不满意，不能办结。", "请写再次办理（rehandling）和新一轮答复；测评写错了的，改正 surveys。"),
    "closed-without-survey": ("第 {round} 轮答复还没有测评，不能办结。", "请先补上 surveys；本地不要求测评的，把 site_config.yml 里的 survey_before_closing 改成 false。"),
    "rehandling-without-cause": ("没有不满意的测评，也没有回头看发现没有保持住，不能写再次办理。", "请补上测评或者回头看；没有再次办理的，删掉这一步。"),
    "tracking-without-plan": ("办理结果是“{outcome}”，没有什么可以跟踪。", "只有正在解决和列入计划的才跟踪，请改正办理结果，或者删掉跟踪（tracking）。"),
    "lookback-too-early": ("{on} 回头看的时候，既没有已经解决的结果，也没有做完的承诺。", "请核对日期和办理结果；承诺已经做完的，在 commitments 里写上 done_on。"),
    "not-kept-without-rehandling": ("回头看发现结果没有保持住，应当再次办理。", "请在 events 里加上再次办理（rehandling）的日期和理由；部分保持的，写 partly。"),
    # results and promises
    "resolved-without-evidence": ("{value} 类是已经解决，却没有写佐证。", "请在这一轮答复里加上 evidence，例如：evidence: [竣工验收单]"),
    "promise-missing": ("{value} 类是“{outcome}”，却没有写承诺到哪一天做完。", "请加上 commitments，写明承诺事项（text）和完成期限（due_on）。"),
    "promise-without-reply": ("承诺是在答复里作的，这件建议还没有答复。", "请先补上答复，或者删掉承诺。"),
    "kept-without-evidence": ("承诺写了完成日期，却没有写佐证。", "请加上 evidence，写明凭什么说做完了，例如：evidence: 交工验收报告"),
    "unknown-ask": ("逐条回应里没有这一条要求。", "请照抄 points 里的 ask，一字不差；不对应哪一条的，删掉这一项。"),
    "opinion-of-no-assistant": ("{role}单位不写协办意见日期。", "只有协办单位（assist）才写 opinion_on，请删掉这一项，或者改正 role。"),
    "item-without-list": ("网站没有指定督办清单，不能写“{item}”这一环节。", "请在 site_config.yml 的 checklists 里写 supervision: 清单编号，或者删掉这一项。"),
    "not-three-meetings": ("“{name}”有 {count} 条，沟通的清单要正好三条。", "三条依次是办前、办中、办后，请改正清单，或者换一个编号。"),
    "merged-into-merged": ("并入的 {id} 自己也并入了 {into}。", "请直接写最后并入的那一件：merged_into: {into}"),
    "extended-by-handler": ("延期不能由承办单位（{id}）自己批准。", "by 请写批准延期的机构，例如交办的机构。"),
    "assigned-to-others": ("最后一次交办给了 {id}，承办单位（handlers）里没有它。", "请改正 to；确实交办给了它的，在 handlers 里加上。"),
    "merged-into-ended": ("并入的 {id} 已经“{end}”，不再办理。", "请改正编号，或者改写这一件的办理过程。"),
    # quoted figures
    "figure-half": ("{keys} 要一起写。", "百分比的分子、分母（part、whole）一起写；会议和统计项（session、measure）一起写。"),
    "figure-unit": ("单位写的是“{value}”，这一项统计的单位是“{expected}”。", "请改正 unit 或者 measure；人和人次、件不能混用。"),
    "figure-bases-differ": ("分子 {part} 大于分母 {whole}，两个数的口径不一样，不能算百分比。", "请核对原文；口径不同的，两个数分开写，不写百分比。"),
    "figure-differs": ("写的是 {value}，{how}。", "请对照出处改正；出处就是这样写的，加上 dispute 说明为什么不一致。"),
    # news
    "spotlight-without-deputy": ("“{name}”是讲代表的栏目，却没有写涉及哪位代表。", "请加上 deputies，例如：deputies: [deputy-0012]；和代表无关的，请换一个栏目。"),
    "reprint-without-title": ("写了原文网址，没有写原标题。", "请在 source 里加上 original_title；标题没有改过的，照抄标题。"),
    "summary-is-title": ("摘要和标题一样。", "摘要请用一两句话说出标题没有说的内容。"),
    "unsafe-address": ("这个网址不能公开：{what}。", "请写公开网站的网址，例如 https://www.gov.cn/ 开头的。"),
    # text forms
    "unusual-character": ("“{written}”（{value}）只是看起来像“{meant}”，搜索时找不到。", "请删掉它，重新输入“{meant}”。"),
    "letters-apart": ("这里的字母和它上面的符号（{value}）是分开写的，搜索时找不到。", "请删掉它，重新输入“{meant}”。"),
    "full-width-letters": ("“{value}”用了全角的字母或数字。", "请改成半角“{meant}”。"),
    # media
    "picture-name": ("图片的文件名 {name} 不能用。", "请改名，只用小写英文字母、数字和连字符，例如 li-hua.jpg。"),
    "names-alike": ("这张图片和 {other} 的文件名只差大小写或者字符的写法，有的电脑分不清。", "请给其中一张换一个名字，用到它的记录也要改。"),
    "not-a-picture": ("这不是 JPEG、PNG 或 WebP 图片，或者文件坏了。", "请用看图软件打开原图，另存为 JPEG 或 PNG 再放进来；改后缀名不能改变格式。"),
    "broken-picture": ("图片不完整，多半是复制或下载的时候断了。", "请重新复制一次原图。"),
    "wrong-picture-ending": ("后缀名是 {ending}，内容却是 {real} 格式。", "请把后缀名改成 .{real}，用到它的记录也要改。"),
    "picture-too-heavy": ("图片文件太大，超过了 {limit}。", "请先用看图软件缩小，长边 2400 像素就够了。"),
    "picture-too-large": ("图片的像素太多{size}，超过了 {limit}。", "请先用看图软件缩小，长边 2400 像素就够了。"),
    "animated-picture": ("这是会动的图片，这里只能放不动的。", "请另存其中一帧。"),
    "picture-with-a-tail": ("图片的末尾后面还有 {bytes} 个字节，可能藏着别的内容。", "请用看图软件打开，另存为一张新的图片再放进来。"),
    "cmyk-picture": ("图片是印刷用的 CMYK 颜色，网页上会偏色。", "请用看图软件转成 RGB（sRGB）颜色再保存。"),
    "picture-tells-place": ("照片里记着拍摄的位置（GPS），谁都能读出来。", "请删掉位置信息：在看图软件里“删除属性和个人信息”，或者截图另存；手机拍照可以先关掉位置。"),
    # phrasing
    "fatal-typo": ("“{written}”是错别字。", "请改成“{meant}”。"),
    "careless-phrase": ("“{written}”的说法不妥。", "建议改成“{meant}”。"),
    "doubled-word": ("“{written}”重复了。", "请改成“{meant}”；如果没有写错，请加到 content/registers/phrasing.yml 的 allowed 里。"),
    "wrong-place-name": ("行政区划里没有“{written}”。", "请改成“{meant}”；如果没有写错，请加到 content/registers/phrasing.yml 的 allowed 里。"),
    "narrow-punctuation": ("汉字之间用了半角标点“{written}”。", "请改成全角“{meant}”。"),
    # privacy
    "private-number": ("这里写了{kind}：仓库里的内容谁都能看到，个人的号码不能进来。", "请删掉这个号码；如果已经提交过，还要请管理员清除历史记录。"),
    "undeclared-phone": ("这个电话号码没有登记，分不清是办公电话还是私人电话。", "公开的办公电话请先登记在 content/registers/phones.yml 的 phones 里；私人电话请删掉。"),
    "private-mail": ("邮箱的域名 {kind} 没有登记，分不清是办公邮箱还是私人邮箱。", "公开的办公邮箱请把域名登记在 content/registers/phones.yml 的 mail_domains 里；私人邮箱请删掉。"),
    "private-file-name": ("文件名里有{kind}：仓库里的内容谁都能看到，个人的号码不能进来。", "请给文件重新起名，不要用号码。"),
    # markup
    "html-in-markdown": ("正文里不能写 HTML。", "请改用 Markdown，网址写成 [文字](网址)；如果就是要写小于号，前面加反斜线：\\<"),
    "picture-in-text": ("正文里不能插图片，读者看不到它。", "请删掉这一处，用文字说清楚。"),
    "unsafe-link": ("{what}。", "请用 https:// 开头的网址，或者以 / 开头的站内地址。"),
    "line-too-long": ("这一行太长，超过了 {limit} 字。", "请分成几段，段与段之间空一行。"),
    "nested-too-deep": ("这里套得太深，超过了 {limit} 层。", "列表和引用请少套几层，改成分段写。"),
    "heading-too-large": ("正文里的标题从两个 # 开始，一个 # 是页面的标题。", "请写成：## 小标题；如果不是标题，前面加反斜线：\\#"),
}  # fmt: skip


# Why a text is no YAML, by the cause that `load/slips.py` finds.
SLIPS: dict[str, tuple[str, str]] = {
    "wide-colon": ("这里用了全角冒号。", "请改成半角冒号，后面空一格，例如：name: 李华"),
    "wide-bracket": ("这里用了全角括号。", "请改成半角的花括号或方括号。"),
    "tight-dash": ("减号后面少了空格。", "列表的每一项用“- ”开头：减号后面空一格。"),
    "tight-colon": ("冒号后面少了空格。", "请在冒号后面空一格，例如：name: 李华"),
    "colon-in-value": ("一行里有两处半角冒号。", "值里面的冒号请改用全角，或者用半角引号把整个值括起来。"),
    "tab": ("这里用了制表符（Tab）。", "请改成空格，缩进每一层空两格。"),
    "indent": ("这一行的缩进没有对齐。", "同一组的各项要从同一列开始，下一层多空两格，列表的每一项用“- ”开头。"),
    "dash-in-line": ("列表不能写在冒号的同一行。", "请换行，每一项单独一行，用“- ”开头。"),
    "quote": ("引号没有配对，或者引号后面还有文字。", "值用引号开头，就要用同样的引号结尾；值里面请用中文引号。"),
    "escape": ("双引号里的反斜线用得不对。", "请删掉反斜线，或者改用单引号把整个值括起来。"),
    "bracket": ("括号没有配对，或者括号里少了逗号。", "方括号和花括号都要成对，里面的各项用半角逗号隔开。"),
    "mark": ("值不能用这个符号开头。", "请用半角引号把整个值括起来。"),
    "block": ("“|”和“>”后面不能再写文字。", "请把文字写在下一行，并缩进两格；如果就是要写这个符号，请用半角引号把整个值括起来。"),
}  # fmt: skip

FORMS: dict[str, str] = {
    SLUG: "编号：小写英文字母、数字和连字符，以字母或数字开头，最长80个字符",
    r"^https?://[^\s/?#]+\.[^\s]+$": "以 https:// 或 http:// 开头的完整网址",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$": "起止时间，例如 09:00-11:30",
    r"^0[0-9]{2,3}-[0-9]{7,8}(-[0-9]{1,4})?$": "办公电话，区号和号码之间用连字符，例如 0999-1234567",
    r"^([1-4]|last)-(mon|tue|wed|thu|fri|sat|sun)$": "第几个星期几，例如 2-wed 是第二个星期三，last-fri 是最后一个星期五",
    r"^(GS[一-龥]{0,2}|[一-龥]{1,2}S)\([0-9]{4}\)[0-9]{1,5}号$": "审图号，例如 GS(2024)0650号",
    r"^https://[^\s{}]+\{place\}[^\s{}]*$": "以 https:// 开头的网址，里面有一处 {place}",
    r"^[hspdz]+( [hspdz]+)*$": "一字一组笔顺，横 h、竖 s、撇 p、点 d、折 z，例如 hspdzsh pspzhs",
    r"^[a-z]+( [a-z]+)*$": "小写拼音，每个字之间空一格，例如 zeng guang lin",
    r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*\.(jpg|png|webp)$": "图片在 content/media/ 里的路径，只用小写英文字母、数字和连字符，例如 deputies/li-hua.jpg",
    r"^(0|[1-9][0-9]{0,11})([.][0-9]{1,4})?$": "数字，可以带小数点，不写单位、百分号和千位的逗号，例如 65.21",
    r"^([0-9]{10}|bm[0-9]{8})$": "10位数字，或者 bm 加8位数字",
    r"^[a-z0-9-]+([.][a-z0-9-]+)+$": "邮箱 @ 后面的域名，小写，例如 example.gov.cn",
    r"^(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)+/?$": "站内地址，以 / 开头，不写网站的域名，例如 /news/2025/old-name/",
    r"^/$|^(?:/[a-z0-9][a-z0-9.-]*)+/?$": "站内地址，以 / 开头，小写，例如 /news/2025/new-name/",
    r"^[A-Z甲乙丙丁]$": "一个大写英文字母，或者甲、乙、丙、丁",
    rf"^[{HAN}]{{1,15}}(·[{HAN}]{{1,15}}){{0,3}}$": "汉字姓名，两个字以上，中间不空格；少数民族姓名用间隔号“·”，例如 阿依古丽·买买提",
}  # fmt: skip


def worded(fault: Fault) -> Problem:
    """Put a fault into words."""
    message, hint = SLIPS.get(fault.facts.get("cause", ""), WORDS[fault.code])
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
    facts = {**fault.facts}
    if fault.code == "unexpected-file":
        facts["where"] = _where_it_belongs(fault.file)
    if facts.get("near"):
        facts["near"] = f"最接近的是 {facts['near']}。"
    if more := _PHRASES.get(fault.code):
        facts |= more(facts)
    return facts


_OTHER_PICTURES = {
    "svg": "SVG 图片里可以藏程序，这里不用；请另存为 PNG。",
    "gif": "GIF 图片请另存为 PNG；会动的图这里不用。",
    "jpeg": "请把后缀名改成 .jpg。",
    "heic": "手机的 HEIC 照片请先导出为 JPEG。",
    "heif": "手机的 HEIF 照片请先导出为 JPEG。",
}


def _where_it_belongs(path: str) -> str:
    """Say where records belong; of a picture, what to do with one of its kind."""
    stem, _, ending = path.rpartition(".")
    if path.startswith("content/pages/") and ending == "md":
        return "页面的文件名会成为网址，请改名，只用小写英文字母、数字和连字符，例如 about.md。"
    if not path.startswith("content/media/") or not stem:
        return _PLACES_OF_RECORDS
    if ending != ending.lower() and ending.lower() in ("jpg", "png", "webp"):
        return f"后缀名请用小写：.{ending.lower()}。"
    other = _OTHER_PICTURES.get(ending.lower(), "")
    return (
        other
        or "content/media/ 里只放 jpg、png、webp 图片；别的图片请用看图软件另存为 JPEG 或 PNG。"
    )


def _not_in_range(facts: dict[str, str]) -> dict[str, str]:
    ends = [(facts["from"], "不小于"), (facts["to"], "不大于")]
    return {"range": "、".join(f"{words} {end}" for end, words in ends if end)}


def _date_meant(facts: dict[str, str]) -> dict[str, str]:
    """Write the date as it should be where the editor's own can be read, for example 2025.3.1."""
    value = facts["value"]
    parts = re.match(
        r"(?P<y>\d{4})(?:\D+(?P<m>\d{1,2})\D+(?P<d>\d{1,2})|(?P<m2>\d\d)(?P<d2>\d\d))(?!\d)", value
    )
    try:
        meant = date(*(int(part) for part in parts.groups() if part)) if parts else None
    except ValueError:
        meant = None
    return {"example": str(meant or "2025-03-01")}


def _why_no_such_day(facts: dict[str, str]) -> dict[str, str]:
    year, month, day = (int(part) for part in facts["value"][:10].split("-"))
    if not 1 <= month <= 12:
        return {"why": "月份只有01到12"}
    return {"why": f"{year}年{month}月只有{monthrange(year, month)[1]}天" if day else "日从01数起"}


def _rename(facts: dict[str, str]) -> str:
    """Offer the id that the file's name gives, unless that name is no id."""
    if not facts["expected"]:
        return f"文件名只用小写英文字母、数字和连字符，请改名为 {facts['id']}。"
    return f"按照文件名应当写：id: {facts['expected']}"


_STATUS = {"draft": "还是草稿", "withdrawn": "已经撤下", "published": "还没有到发布日期"}


def _what_may_follow(facts: dict[str, str]) -> dict[str, str]:
    first = not facts["before"]
    then = f"“{facts['before']}”以后可以是：{facts['allowed']}" if facts["allowed"] else ""
    return {
        "before": facts["before"] or "开头",
        "before_then": f"开头可以是：{facts['allowed']}" if first else then,
    }


def _how_computed(facts: dict[str, str]) -> dict[str, str]:
    base = f"{facts['part']}/{facts['whole']}" if facts["whole"] else ""
    if "on" in facts:
        return {
            "how": f"按记录截至 {facts['on']} 应是 {facts['computed']}" + f"（{base}）" * bool(base)
        }
    computed = f"应是 {facts['computed']}" if facts["computed"] else "算不出来"
    return {"how": f"按 {base} 算，{computed}"}


def _how_to_meet(facts: dict[str, str]) -> dict[str, str]:
    if facts["since"]:
        return {
            "cure": f"再次办理（{facts['since']}）以后、答复以前要再同代表沟通，请在 contacts 里补上。"
        }
    return {"cure": "请在 contacts 里补上办中协商（during），写明日期和方式，日期不晚于答复。"}


_ELECTED = {
    "constituency": "县和乡镇的代表由选区选出",
    "electing_unit": "设区的市以上的代表由选举单位选出",
}
_UNIT_KINDS = {"electing_unit": "选举单位", "constituency": "选区"}
_UNSAFE = {
    "password": "里面有用户名或密码",
    "number": "写的是机器的号码，不是域名",
    "inside": "是只有内部才打得开的地址",
    "broken": "写法读不懂",
}
_PHRASES: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "picture-too-large": lambda f: {"size": f"（{f['width']}×{f['height']}）" * bool(f["width"])},
    "not-utf-8": lambda f: {"guess": f"，看起来是 {f['guess']}" * bool(f["guess"])},
    "missing-key": lambda f: {"owner": f["owner"] or "这个文件"},
    "empty-value": lambda f: {"otherwise": "；暂时没有就把这一项删掉" * bool(f["optional"])},
    "wrong-form": lambda f: {"form": FORMS[f["pattern"]]},
    "out-of-range": _not_in_range,
    "not-one-text": lambda f: {"example": f"{f['key']}: …" if f["key"] else "- …"},
    "date-form": _date_meant,
    "impossible-date": _why_no_such_day,
    "public-needs": lambda f: {"keys": f["keys"].replace("body", "正文")},
    "stub-holds-content": lambda f: {"keys": f["keys"].replace("body", "正文")},
    "number-not-file-name": lambda f: {"what": f"建议号 {f['what']} " if f["what"].isdigit() else f"“{f['what']}”"},
    "id-not-file-name": lambda f: {"cure": _rename(f)},
    "unknown-reference": lambda f: {"other": f"这个编号属于{f['other']}。" * bool(f["other"])},
    "wrong-election": lambda f: {"elected": _ELECTED[f["expected"]]},
    "wrong-unit": lambda f: {"is_a": f"是{_UNIT_KINDS[f['kind']]}，不是{_UNIT_KINDS[f['key']]}"},
    "step-out-of-turn": _what_may_follow,
    "figure-differs": _how_computed,
    "reply-without-contact": _how_to_meet,
    "names-what-is-not-public": lambda f: {"status": _STATUS[f["status"]]},
    "unsafe-address": lambda f: {"what": _UNSAFE[f["why"]]},
    "unsafe-link": lambda f: {"what": f"这个链接不能用：{f['value']}" if f["value"] else "这个链接没有写地址"},
}  # fmt: skip
