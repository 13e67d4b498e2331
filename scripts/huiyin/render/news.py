"""Pages of news, the spotlight columns and research reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..model.site_model import SiteModel
from ..model.spotlight import spotlight_of_the_week
from ..records import urls
from ..records.news import News
from ..records.registers import Column
from ..records.research import Research
from . import cards, feeds, images, linked_data
from .open_data import record_data
from .page import HOME, Data, Page, Publication
from .paging import pages
from .quotations import quotations
from .remembered import remembered
from .views import Day, Fact, Link, NewsRow, Paging

NEWS = Link("新闻", "news/")
SPOTLIGHT = Link("代表风采", "spotlight/")
REPORTS = Link("调研报告", "reports/")


def plan(model: SiteModel) -> Iterator[Page | Data]:
    """Yield news, spotlight and report pages."""
    spotlight = {id_ for id_, column in model.columns.items() if column.kind == "spotlight"}
    news = [article for article in model.news.values() if article.column not in spotlight]
    stories = [article for article in model.news.values() if article.column in spotlight]
    yield from _list(model, news, NEWS.title, NEWS.url, (HOME,), None)
    yield from _list(model, stories, SPOTLIGHT.title, SPOTLIGHT.url, (HOME,), _lead(model))
    for year in _years(model):
        own = [article for article in stories if article.published_at.year == year]
        url = f"{SPOTLIGHT.url}year/{year}/"
        yield from _list(model, own, f"{SPOTLIGHT.title}（{year}年）", url, (HOME, SPOTLIGHT), None)
    for id_, column in model.columns.items():
        link, root = cards.column_link(model, id_), root_of(column)
        own = [model.news[key] for key in model.links.news_of_column.get(id_, ())]
        yield from _list(model, own, link.title, link.url, (HOME, root), column)
    for article in model.news.values():
        yield _article(model, article)
        cover = images.shown(model, article.cover, images.PHOTO)
        yield record_data(article, urls.news_url(article), cover=images.as_data(cover))
    yield from _reports(model)


def root_of(column: Column) -> Link:
    """Return the list a column belongs to."""
    return SPOTLIGHT if column.kind == "spotlight" else NEWS


@remembered(lambda: "")
def _years(model: SiteModel) -> tuple[int, ...]:
    """Return the years that have stories, the newest first."""
    stories = (n for n in model.news.values() if model.columns[n.column].kind == "spotlight")
    return tuple(sorted({story.published_at.year for story in stories}, reverse=True))


def _year_links(model: SiteModel, current: str) -> tuple[Link, ...]:
    urls_ = ((year, f"{SPOTLIGHT.url}year/{year}/") for year in _years(model))
    return tuple(Link(f"{year}年", url, current=url == current) for year, url in urls_)


def _lead(model: SiteModel) -> Column | None:
    """Return the column whose opening note leads the spotlight page."""
    return next((c for c in model.columns.values() if c.kind == "spotlight"), None)


def _list(
    model: SiteModel,
    articles: Sequence[News],
    title: str,
    url: str,
    trail: tuple[Link, ...],
    column: Column | None,
) -> Iterator[Page]:
    is_spotlight = url.startswith(SPOTLIGHT.url)
    root = SPOTLIGHT if is_spotlight else NEWS

    def context(shown: Sequence[News], paging: Paging) -> dict[str, object]:
        return {
            "rows": tuple(cards.news_row(model, n, with_people=is_spotlight) for n in shown),
            "paging": paging,
            "columns": _column_links(model, root, url),
            "years": _year_links(model, url) if is_spotlight else (),
            "opening_note": (column.opening_note or "") if column else "",
            "week": _week(model) if url == SPOTLIGHT.url else None,
        }

    for page_url, shown, paging in pages(articles, model.settings.ours.page_size, url):
        yield Page(
            url=page_url,
            template="pages/news.html",
            title=title,
            description=column.description if column else f"{model.congress.name}{title}",
            trail=trail,
            section=root.url,
            alternates=feeds.of_column(model, column.id) if column else (),
            context=partial(context, shown, paging),
        )


@remembered(lambda: "")
def _week(model: SiteModel) -> NewsRow | None:
    """Return the story of the week, as the front page shows it."""
    story = spotlight_of_the_week(model)
    return cards.news_row(model, story, with_people=True) if story else None


def _column_links(model: SiteModel, root: Link, current: str) -> tuple[Link, ...]:
    links = [Link("全部", root.url, current=root.url == current)]
    for id_, column in model.columns.items():
        if root_of(column) is root and id_ in model.links.news_of_column:
            link = cards.column_link(model, id_)
            links.append(Link(link.title, link.url, current=link.url == current))
    return tuple(links)


def _article(model: SiteModel, article: News) -> Page:
    column = model.columns[article.column]
    source = article.source
    return Page(
        url=urls.news_url(article),
        template="pages/article.html",
        title=article.title,
        description=article.summary,
        trail=(HOME, root_of(column), cards.column_link(model, article.column)),
        section=root_of(column).url,
        changed_on=(article.correction.at if article.correction else article.published_at).date(),
        publication=Publication(
            article.published_at, source.name, source.author or "", article.keywords
        ),
        image=cover.url if (cover := images.shown(model, article.cover, images.PHOTO)) else "",
        json_ld=(linked_data.news_article(model, article),),
        context=lambda: {
            "published": Day.of(article.published_at.date()),
            "time": article.published_at.strftime("%H:%M"),
            "source": source,
            "summary": article.summary,
            "body": article.body,
            "quotations": quotations(model, article.figures),
            "cover": cover,
            "column": cards.column_link(model, article.column),
            "people": tuple(
                cards.deputy_card(model, id_) for id_ in article.deputies if id_ in model.deputies
            ),
            "stations": tuple(
                filter(None, (cards.station_link(model, s) for s in article.stations))
            ),
            "suggestions": tuple(
                cards.suggestion_row(model, model.cases[id_])
                for id_ in article.suggestions
                if id_ in model.cases
            ),
            "related": tuple(
                cards.news_row(model, model.news[id_])
                for id_ in article.related
                if id_ in model.news
            ),
            "activities": cards.activity_rows(
                model, model.links.activities_of_news.get(article.id, ())
            ),
            "correction": article.correction.note if article.correction else "",
            "corrected": Day.of(article.correction.at.date()) if article.correction else None,
            "data_url": f"{urls.news_url(article)}index.json",
        },
    )


def _reports(model: SiteModel) -> Iterator[Page | Data]:
    rows = [cards.research_row(report) for report in model.research.values()]
    for url, shown, paging in pages(rows, model.settings.ours.page_size, REPORTS.url):
        yield Page(
            url=url,
            template="pages/news.html",
            title=REPORTS.title,
            description=f"{model.congress.name}代表和专门委员会的调研报告",
            trail=(HOME,),
            section=REPORTS.url,
            context={
                "rows": tuple(shown),
                "paging": paging,
                "columns": (),
                "years": (),
                "opening_note": "",
                "week": None,
            },
        )
    for report in model.research.values():
        yield _report(model, report)
        yield record_data(report, urls.research_url(report.id))


def _report(model: SiteModel, report: Research) -> Page:
    group = model.groups.get(report.group) if report.group else None
    rows: list[tuple[str, tuple[Link | str, ...]]] = [
        ("作者", ("、".join(report.authors),)),
        ("发布", (Day.of(report.published_on).text,)),
        ("分类", (model.topics[report.topic].name,)),
        ("牵头委员会", (_committee(model, report.committee),) if report.committee else ()),
        ("代表小组", (Link(group.name, urls.group_url(group.id)),) if group else ()),
        ("参加代表", cards.people_links(model, report.deputies)),
    ]
    return Page(
        url=urls.research_url(report.id),
        template="pages/report.html",
        title=report.title,
        description=report.summary,
        trail=(HOME, REPORTS),
        section=REPORTS.url,
        changed_on=report.published_on,
        context=lambda: {
            "facts": tuple(Fact(name, values) for name, values in rows if values),
            "summary": report.summary,
            "body": report.body,
            "quotations": quotations(model, report.figures),
            "outputs": tuple(
                cards.suggestion_row(model, model.cases[id_])
                for id_ in report.outputs
                if id_ in model.cases
            ),
            "activities": cards.activity_rows(
                model, model.links.activities_of_research.get(report.id, ())
            ),
            "data_url": f"{urls.research_url(report.id)}index.json",
        },
    )


def _committee(model: SiteModel, id_: str) -> Link | str:
    """Return a committee, linked when it supervises suggestions."""
    name = model.bodies[id_].name
    return Link(name, urls.committee_url(id_)) if id_ in model.subjects.committees else name
