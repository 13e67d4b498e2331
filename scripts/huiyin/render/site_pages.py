"""Pages about the site itself: search, site map, not found, feed, and what machines ask for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..model.site_model import SiteModel
from ..records import urls
from . import cards
from .icons import icons
from .page import HOME, Page, Planned, Raw, path_of
from .views import Link

OFFLINE = "offline.html"  # what a browser shows without a network instead of an unknown page


def plan(model: SiteModel, others: Sequence[Planned]) -> Iterator[Planned]:
    """Yield the pages that speak of all other pages.

    Args:
        model: The site.
        others: Every page planned so far.
    """
    yield Page(
        url="search/",
        template="pages/search.html",
        title="搜索",
        description=f"在{model.settings.site_name}搜索代表、联络站、建议、新闻和调研报告",
        trail=(HOME,),
    )
    yield Page(
        url="sitemap/",
        template="pages/sitemap.html",
        title="网站地图",
        description=f"{model.settings.site_name}的全部栏目",
        trail=(HOME,),
        context={"parts": _parts(model, others)},
    )
    yield Page(url="404.html", template="404.html", title="没有找到这个页面")
    yield Page(url=OFFLINE, template="pages/offline.html", title="现在没有网络")
    yield Page(url="sw.js", template="sw.js", title="", context={"offline_url": OFFLINE})
    if model.settings.site_url:  # a site map of addresses without a host means nothing
        yield _machine_map(model, others)
    yield _robots(model)
    yield _manifest(model)
    for url, content in icons().items():
        yield Raw(url, content)


def _parts(
    model: SiteModel, others: Sequence[Planned]
) -> tuple[tuple[Link, tuple[Link, ...]], ...]:
    """Return the site's parts, each with the lists below it; none is left out."""
    deputies = tuple(
        Link(model.units[id_].delegation, urls.delegation_url(id_)) for id_ in model.delegations
    )
    stations = tuple(
        Link(station.name, urls.station_url(station.id)) for station in model.stations.values()
    )
    sessions = tuple(
        link
        for id_ in model.sessions_with_cases
        for link in (
            Link(f"{model.session_label(id_)}代表建议", urls.session_url(id_)),
            Link(f"{model.session_label(id_)}办理结果公开", urls.disclosure_url(id_)),
        )
    )
    across = (
        Link("按承办单位", "bodies/"),
        Link("按分类", "topics/"),
        Link("按对口委员会", "committees/"),
        Link("承诺解决事项台账", "commitments/"),
        Link("逾期未答复的建议", "overdue/"),
        Link("数据下载", "data/"),
    )
    columns = [cards.column_link(model, id_) for id_ in model.columns]
    parts = (
        (Link("代表", "deputies/"), (*deputies, Link("代表小组", "groups/"))),
        (Link("代表风采", "spotlight/"), _under(columns, "spotlight/")),
        (Link("联络站", "stations/"), (Link("接待日程", "calendar/"), *stations)),
        (Link("建议办理", "suggestions/"), (*sessions, *across)),
        (Link("新闻", "news/"), _under(columns, "news/")),
        (Link("调研报告", "reports/"), ()),
    )
    named = {head.url for head, _ in parts} | {link.url for _, links in parts for link in links}
    more = tuple(
        Link(page.title, page.url)
        for page in others
        if isinstance(page, Page) and page.trail == (HOME,) and page.url not in named
        if page.url.endswith("/") and "/page/" not in page.url
    )
    own = (Link("本站", ""), (*more, Link("搜索", "search/"), *_narrative(model)))
    return (*parts, own)


def _under(columns: list[Link], root: str) -> tuple[Link, ...]:
    return tuple(link for link in columns if link.url.startswith(root))


def _narrative(model: SiteModel) -> Iterator[Link]:
    for path, page in model.pages.items():
        if url := urls.narrative_url(path):
            yield Link(page.title, url)


def _machine_map(model: SiteModel, others: Sequence[Planned]) -> Page:
    """Return `sitemap.xml`, dated by records and never by the day of the build."""
    pages = [page for page in others if isinstance(page, Page) and path_of(page.url) != page.url]
    rows = [(page.url, page.changed_on.isoformat() if page.changed_on else "") for page in pages]
    narrative = [
        (urls.narrative_url(path), page.updated_on.isoformat() if page.updated_on else "")
        for path, page in model.pages.items()
    ]
    return Page(
        url="sitemap.xml",
        template="feeds/sitemap.xml",
        title="",
        context={"rows": tuple(sorted({*rows, *narrative, ("search/", ""), ("sitemap/", "")}))},
    )


def _robots(model: SiteModel) -> Raw:
    """Return `robots.txt`: everything here is meant to be found."""
    lines = ["User-agent: *", "Disallow:"]
    if model.settings.site_url:
        lines.append(f"Sitemap: {model.settings.site_url}sitemap.xml")
    return Raw("robots.txt", "".join(f"{line}\n" for line in lines).encode())


def _manifest(model: SiteModel) -> Raw:
    """Return the web manifest: how the site looks when it is kept on a phone's first screen."""
    manifest = {
        "name": f"{model.settings.site_name}：{model.settings.ours.motto}",
        "short_name": model.settings.site_name,
        "lang": "zh-CN",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#fdfcfa",
        "theme_color": "#a8151c",
        "icons": [
            {"src": f"assets/icons/{name}-{px}.png", "sizes": f"{px}x{px}", "type": "image/png"}
            | ({"purpose": "maskable"} if name == "maskable" else {})
            for name, px in (("icon", 192), ("icon", 512), ("maskable", 512))
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    return Raw("manifest.webmanifest", f"{text}\n".encode())
