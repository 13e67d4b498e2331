"""The site's settings: `site_config.yml`, with ours under `extra.huiyin`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)
from pydantic_core import PydanticCustomError

from .records.common import (
    ChecklistId,
    Count,
    IsoDate,
    Line,
    Part,
    Ref,
    SiteAddress,
    Slug,
    Text,
    WebAddress,
    YesNo,
    whole_number,
)

Months = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=24)]
Workdays = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=60)]
PageSize = Annotated[int, BeforeValidator(whole_number), Field(ge=5, le=200)]


class Sample(Part):
    """Says that the site shows made-up data, and the day that data lives on."""

    notice: Line = Field(
        title="每页页首的说明",
        description="真实的网站删掉 sample 这一段。",
        examples=["本站内容都是演示用的示例数据。"],
        max_length=80,
    )
    today: IsoDate | None = Field(
        default=None, title="示例数据的“今天”", description="示例数据按这一天计算期限。"
    )


class Link(Part):
    """A link in the navigation or the footer."""

    title: Line = Field(title="文字", examples=["代表"], max_length=12)
    url: SiteAddress = Field(title="站内地址", description="以 / 开头。", examples=["/deputies/"])


class Deadlines(Part):
    """The periods of handling (办理时限). They differ from place to place."""

    assign_workdays: Workdays = Field(
        default=5,
        title="闭会建议交办期限（工作日）",
        description="闭会期间提出的，从受理之日算起。",
    )
    return_workdays: Workdays = Field(
        default=10, title="退回期限（工作日）", description="承办单位要在几个工作日里退回。"
    )
    restart_clock: Literal["all_changed", "always", "never"] = Field(
        default="all_changed",
        title="重新交办后期限",
        description="从哪一次交办算起：承办单位全换了才重算，每次都重算，从不重算。",
    )
    reply_months: Months = Field(default=3, title="答复期限（月）", description="从交办之日算起。")
    complex_months: Months = Field(
        default=6,
        title="复杂事项答复期限（月）",
        description="从交办之日算起，延期的也一样，不和上一项相加。",
    )
    assist_months: Months | None = Field(
        default=None,
        title="协办意见期限（月）",
        description="协办单位几个月里把意见交给主办单位；不写就不计算。",
        examples=["1"],
    )
    rehandle_months: Months = Field(
        default=1,
        title="再次办理期限（月）",
        description="从测评不满意之日算起；不是测评引起的，从退回再次办理之日算起。",
    )
    publish_workdays: Workdays = Field(
        default=20, title="公开期限（工作日）", description="答复以后几个工作日里公开。"
    )
    roll: Literal["next_workday", "none"] = Field(default="next_workday", title="期限遇节假日")


class Disclosure(Part):
    """How figures are shown: small numbers, rankings, rounding."""

    hidden_at_least: Annotated[Count, Field(ge=1, le=99)] = Field(
        default=3,
        title="不予公开件数从几件起说明",
        description="不到这个数，只计入总数，不单独说有几件。",
    )
    rank_at_least: Annotated[Count, Field(ge=1, le=999)] = Field(
        default=5,
        title="承办几件以上才排名",
        description="承办件数太少，办复率没有可比性，不排名。",
    )
    rounding: Literal["half_up", "largest_remainder"] = Field(
        default="half_up",
        title="百分比取舍",
        description="写 largest_remainder，各类百分比相加正好是 100%。",
    )


class LocalLists(Part):
    """Which of the registered checklists this place follows (六连锁, 三见面)."""

    contacts: ChecklistId | None = Field(
        default=None,
        title="三见面清单",
        description="三条，依次对应办前、办中、办后；不写就用通常的说法。",
        examples=["three-meetings"],
    )
    supervision: ChecklistId | None = Field(
        default=None,
        title="督办清单",
        description="督办的各个环节，督办记录里用 item 指明是哪一条。",
        examples=["six-links"],
    )


class Footer(Part):
    """Who runs the site. Official numbers are optional; absent means no tag and no entry."""

    organiser: Line = Field(
        title="主办单位", examples=["示例市人民代表大会常务委员会"], max_length=60
    )
    contact: Line | None = Field(
        default=None,
        title="联系方式",
        description="只写办公电话。",
        examples=["市人大常委会代表工作委员会 电话 0999-1234567"],
        max_length=80,
    )
    site_id_code: (
        Annotated[str, StringConstraints(pattern=r"^([0-9]{10}|bm[0-9]{8})$")] | None
    ) = Field(
        default=None,
        title="网站标识码",
        description="政府网站标识码。",
        examples=["1234567890"],
    )  # fmt: skip
    icp: Line | None = Field(
        default=None, title="ICP 备案号", examples=["示ICP备12345678号"], max_length=40
    )
    police_no: Line | None = Field(
        default=None, title="公安备案号", examples=["示公网安备 12345678901234号"], max_length=40
    )


class Licence(Part):
    """Under which terms the data may be used."""

    name: Line = Field(title="名称", examples=["知识共享 署名 4.0 国际许可"], max_length=60)
    url: WebAddress | None = Field(
        default=None,
        title="网址",
        examples=["https://creativecommons.org/licenses/by/4.0/deed.zh-hans"],
    )


class Huiyin(Part):
    """Everything under `extra.huiyin`."""

    congress: Annotated[Slug, Ref("congress")] = Field(
        title="本级人民代表大会",
        description="本站发布哪一个人民代表大会，见 content/registers/congresses.yml。",
    )
    motto: Line = Field(
        default="件件有回音", title="首页标语", examples=["件件有回音"], max_length=20
    )
    sample: Sample | None = Field(default=None, title="示例数据说明")
    navigation: tuple[Link, ...] = Field(
        default=(), title="导航", description="页首的链接，从左到右。"
    )
    footer: Footer = Field(title="页脚")
    footer_links: tuple[Link, ...] = Field(default=(), title="页脚链接")
    deadlines: Deadlines = Field(default=Deadlines(), title="办理时限")
    notice_days: Annotated[Count, Field(le=30)] = Field(
        default=3,
        title="接待改期提前公布的天数",
        description="改期和取消至少提前几天公布，晚了会提醒。",
    )
    group_meetings_a_quarter: Annotated[Count, Field(le=12)] = Field(
        default=1,
        title="代表小组每季度活动次数",
        description="上个季度不够会提醒；写 0 就不检查。",
    )
    map_search: (
        Annotated[str, StringConstraints(pattern=r"^https://[^\s{}]+\{place\}[^\s{}]*$")] | None
    ) = Field(
        default=None,
        title="地图搜索网址",
        description="联络站的地址可以点开外部地图查找，{place} 的位置换成地址；不写就没有。",
        examples=["https://uri.amap.com/search?keyword={place}"],
    )
    disclosure: Disclosure = Field(default=Disclosure(), title="公开统计")
    checklists: LocalLists = Field(default=LocalLists(), title="本地清单")
    survey_before_closing: YesNo = Field(
        default=False, title="测评后才能办结", description="写 true，没有测评的建议不能写办结。"
    )
    offline: YesNo = Field(
        default=True,
        title="断网也能看",
        description="写 false，浏览器就不再保存看过的页面，已经保存的会自己清除。",
    )
    page_size: PageSize = Field(default=24, title="每页条数", description="列表一页显示几条。")
    social_cards: YesNo = Field(
        default=False,
        title="分享图",
        description="写 true，给每位代表画一张转发链接时显示的图。",
    )
    spotlight_weeks: Annotated[Count, Field(ge=1, le=52)] = Field(
        default=8,
        title="首页人物隔几周",
        description="首页每周换一位代表，这么多周里不重复。",
    )
    percent_places: Annotated[Count, Field(le=2)] = Field(
        default=1, title="百分比小数位", description="满意率这样的百分比保留几位小数。"
    )
    data_licence: Licence | None = Field(
        default=None, title="数据的使用许可", description="写在数据下载页上。"
    )
    max_warnings: Count | None = Field(
        default=None, title="最多允许几个提醒", description="超过了就不生成网站；不写就不限制。"
    )
    reviews_required: YesNo = Field(
        default=False, title="要求三审", description="写 true，没有三级审核签名的记录就不能发布。"
    )


class Extra(Part):
    """`extra`, of which only our part is ours to judge."""

    model_config = ConfigDict(extra="allow")
    huiyin: Huiyin = Field(title="本系统设置")


def _always(yes: bool) -> bool:
    if not yes:
        raise PydanticCustomError("only-true", "")
    return yes


def _refused(plugin: str) -> str:
    raise PydanticCustomError("plugin-of-the-engine", "", {"value": plugin})


class Engine(Part):
    """`theme`, as MkDocs reads it when it is run by hand. The build knows its theme itself."""

    name: Literal["null"] | None = Field(
        default=None, title="现成主题", description="不用现成的，写 null。"
    )
    custom_dir: Line = Field(default="theme", title="主题文件夹", examples=["theme"])
    locale: Literal["zh_CN"] = Field(default="zh_CN", title="语言", description="写 zh_CN。")


class Settings(Part):
    """`site_config.yml`: the keys of MkDocs that a site may need, and ours under `extra`."""

    site_name: Line = Field(title="网站名称", examples=["示例市人大"], max_length=40)
    site_url: WebAddress | None = Field(
        default=None,
        title="网站地址",
        description="网站的完整网址。",
        examples=["https://renda.example.com/"],
    )
    site_description: Line | None = Field(
        default=None, title="网站说明", examples=["示例市人民代表大会"], max_length=120
    )
    docs_dir: Literal["content"] = Field(
        default="content", title="内容文件夹", description="写 content。"
    )
    site_dir: Literal["site"] = Field(
        default="site", title="生成到哪里", description="写 site；要换地方，用 --out。"
    )
    use_directory_urls: Annotated[YesNo, AfterValidator(_always)] = Field(
        default=True, title="网址不带文件名", description="写 true。"
    )
    strict: YesNo = Field(default=True, title="有错就不生成", description="写 true。")
    theme: Engine | None = Field(default=None, title="主题")
    plugins: tuple[Annotated[Line, AfterValidator(_refused)], ...] = Field(
        default=(), title="插件", description="不用 MkDocs 的插件，写 []。", examples=["[]"]
    )
    hooks: tuple[Line, ...] = Field(
        default=(), title="挂接的程序", examples=["scripts/mkdocs_hooks.py"]
    )
    exclude_docs: Text | None = Field(
        default=None,
        title="不归 MkDocs 管的文件",
        description="一行一个，照抄就行。",
        examples=["/deputies/"],
    )
    markdown_extensions: tuple[Literal["tables", "toc", "sane_lists", "abbr", "def_list"], ...] = (
        Field(default=(), title="说明性页面的 Markdown 扩展")
    )
    extra: Extra = Field(title="附加设置")

    @field_validator("site_url")
    @classmethod
    def _ends_with_a_slash(cls, url: str | None) -> str | None:
        return f"{url.rstrip('/')}/" if url else url

    @property
    def ours(self) -> Huiyin:
        """Return the part under `extra.huiyin`."""
        return self.extra.huiyin
