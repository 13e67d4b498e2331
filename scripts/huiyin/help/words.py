"""Words that only help needs: what kinds of file there are, and glosses no reader ever sees."""

from __future__ import annotations

from pydantic import BaseModel

from ..records import labels
from ..settings import Settings
from ..validate.catalogue import HOMES, MODELS

# Every kind of file an editor writes: the name of its schema, its model, its place, its name.
REGISTER = "register:"
FILES: dict[str, tuple[type[BaseModel], str, str]] = {
    "deputy": (MODELS["deputy"], "content/deputies/编号.yml", "代表"),
    "station": (MODELS["station"], "content/stations/编号.yml", "联络站"),
    "group": (MODELS["group"], "content/groups/编号.yml", "代表小组"),
    "activity": (MODELS["activity"], "content/activities/年份/编号.yml", "活动"),
    "suggestion": (MODELS["suggestion"], "content/reports/suggestions/会议/号码.md", "建议"),
    "news": (MODELS["news"], "content/news/年份/编号.md", "新闻"),
    "research": (MODELS["research"], "content/reports/research/编号.md", "调研报告"),
    "page": (MODELS["page"], "content/index.md、content/pages/名称.md", "说明页面"),
    **{
        kind.removeprefix(REGISTER): (
            model,
            f"content/registers/{kind.removeprefix(REGISTER)}.yml",
            "登记册：" + str(next(iter(model.model_fields.values())).title),
        )
        for kind, model in MODELS.items()
        if kind.startswith(REGISTER)
    },
    "site-config": (Settings, "site_config.yml", "网站设置"),
}

ID_EXAMPLES = {
    "deputy": "deputy-0001",
    "station": "station-east-lake",
    "group": "group-education",
    "activity": "sluices-before-the-flood",
    "group-problem": "p1",
    "advice": "a1",
    "suggestion": "t8-s3-0017",
    "news": "rain-on-the-drying-ground",
    "research": "village-water-supply",
    "congress": "shili",
    "term": "t8",
    "session": "t8-s3",
    "body": "water-bureau",
    "division": "donghu",
    "unit": "unit-donghu",
    "topic": "education",
    "column": "spotlight",
    "outcome-scheme": "plan-c-abcd",
    "checklist": "six-haves",
}

_GLOSSES: tuple[dict[str, str], ...] = (
    *(table for table in vars(labels).values() if isinstance(table, dict)),
    {"draft": "草稿", "published": "发布", "withdrawn": "撤下"},
    {"portrait": "照片", "office_contact": "公开联系方式", "birth_month": "出生年月"},
    {"next_workday": "顺延到下一个工作日", "none": "不顺延"},
    {"all_changed": "承办单位全换了才重算", "always": "每次都重算", "never": "从不重算"},
    {"1": "不带万、亿", "万": "万", "亿": "亿"},
    {"exact": "准确", "over": "余", "about": "约"},
    {
        "filed": "提出件数",
        "assigned": "交办件数",
        "replied": "已答复件数",
        "on_time": "按期答复件数",
        "resolved": "已解决件数",
        "reply_rate": "办复率",
        "on_time_rate": "按期答复率",
        "resolved_rate": "已解决比例",
        "satisfied_rate": "满意率",
        "content_rate": "含基本满意率",
    },
    {
        "content": "内容",
        "site": "生成的网站",
        "null": "不用现成的",
        "zh_CN": "简体中文",
        "tables": "表格",
        "toc": "标题的锚点",
        "sane_lists": "规整的列表",
        "abbr": "缩略语",
        "def_list": "释义列表",
    },
    {"half_up": "各自四舍五入", "largest_remainder": "最大余数法，相加正好 100%"},
    {"city": "市", "county": "区县", "town": "乡镇街道", "village": "村和社区"},
    {"electing_unit": "选举单位", "constituency": "选区"},
    {"news": "要闻类", "notice": "公告类", "spotlight": "代表风采类"},
    {
        "standing_committee": "常务委员会",
        "special_committee": "专门委员会",
        "working_body": "工作机构",
        "government": "人民政府",
        "department": "政府部门",
        "court": "人民法院",
        "procuratorate": "人民检察院",
        "supervisory": "监察委员会",
        "enterprise": "企业事业单位",
        "joint_meeting": "联席会议",
    },
)


def gloss(values: tuple[str, ...]) -> dict[str, str]:
    """Return the Chinese word of each value of a closed list; nothing for words already Chinese."""
    for table in _GLOSSES:
        if table.keys() >= set(values):
            return {value: table[value] for value in values}
    return {}


def home_of(kind: str) -> str:
    """Return where the records are that an id of this kind names."""
    return HOMES[kind]
