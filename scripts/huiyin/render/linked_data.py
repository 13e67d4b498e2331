"""Linked data: what a page is about, as schema.org objects for search engines.

Every function returns one object without `@context`; the head puts them together.
"""

from __future__ import annotations

from typing import Any

from ..model.receptions import ReceptionDay
from ..model.site_model import SiteModel
from ..records import urls
from ..records.deputy import Deputy
from ..records.news import News

Thing = dict[str, Any]


def address(model: SiteModel, url: str) -> str:
    """Return the full address of a page, or its way from the root when the site has none."""
    return f"{model.settings.site_url or '/'}{url}"


def organization(model: SiteModel) -> Thing:
    """Return the congress that publishes the site."""
    return {
        "@type": "GovernmentOrganization",
        "@id": address(model, "#congress"),
        "name": model.congress.name,
        "url": address(model, ""),
    }


def publisher(model: SiteModel) -> Thing:
    """Return a short way to name the congress inside another object."""
    whole = organization(model)
    return {key: whole[key] for key in ("@type", "@id", "name")}


def website(model: SiteModel) -> Thing:
    """Return the site, with the address its search answers at."""
    return {
        "@type": "WebSite",
        "name": model.settings.site_name,
        "url": address(model, ""),
        "inLanguage": "zh-CN",
        "publisher": publisher(model),
        "potentialAction": {
            "@type": "SearchAction",
            "target": address(model, "search/?q={q}"),
            "query-input": "required name=q",
        },
    }


def news_article(model: SiteModel, article: News) -> Thing:
    """Return an article. A reprint names where it comes from."""
    source = article.source
    changed = article.correction.at if article.correction else article.published_at
    thing: Thing = {
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "url": address(model, urls.news_url(article)),
        "datePublished": f"{article.published_at.isoformat()}+08:00",
        "dateModified": f"{changed.isoformat()}+08:00",
        "inLanguage": "zh-CN",
        "articleSection": model.columns[article.column].name,
        "author": {"@type": "Person", "name": source.author}
        if source.author
        else {"@type": "Organization", "name": source.name},
        "publisher": publisher(model),
    }
    if source.url:
        thing["isBasedOn"] = source.url
    return thing


def person(model: SiteModel, deputy: Deputy, image: str = "") -> Thing:
    """Return a deputy: the public person, with what the profile shows and nothing more.

    Args:
        model: The site.
        deputy: The deputy.
        image: Address of the portrait from the site's root; empty for none.
    """
    url = address(model, urls.deputy_url(deputy.id))
    thing: Thing = {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": deputy.name,
        "url": url,
        "gender": deputy.sex,
        "jobTitle": deputy.post,
        "worksFor": {"@type": "Organization", "name": deputy.employer},
    }
    if model.is_active(deputy):
        thing["memberOf"] = {
            "@type": "OrganizationRole",
            "roleName": "代表",
            "startDate": _elected(model, deputy),
            "memberOf": publisher(model),
        }
    if image:
        thing["image"] = address(model, image)
    return thing


def _elected(model: SiteModel, deputy: Deputy) -> str:
    mandate = model.mandate_of(deputy)
    return mandate.elected_on.isoformat() if mandate else ""


def dataset(model: SiteModel, session_id: str, data_url: str) -> Thing:
    """Return the open data of a session's suggestions.

    Args:
        model: The site.
        session_id: The session.
        data_url: Address of the JSON file, from the site's root.
    """
    title = f"{model.session_title(session_id)}代表建议办理结果"
    return {
        "@type": "Dataset",
        "name": title,
        "description": f"{title}：提出、交办、答复、逾期的件数，按分类、领域和承办单位的统计",
        "url": address(model, urls.disclosure_url(session_id)),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "dateModified": model.today.isoformat(),
        "creator": publisher(model),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": address(model, data_url),
            }
        ],
    }


def reception(model: SiteModel, day: ReceptionDay) -> Thing:
    """Return a reception day at a station as an event that anyone may come to."""
    station = model.stations[day.station]
    on = day.day.on.isoformat()
    begins, ends = day.time.split("-")
    return {
        "@type": "Event",
        "name": f"{station.name}代表接待日",
        "startDate": f"{on}T{begins}:00+08:00",
        "endDate": f"{on}T{ends}:00+08:00",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": {"@type": "Place", "name": station.name, "address": station.address},
        "organizer": publisher(model),
        "url": address(model, urls.station_url(station.id)),
    }
