"""Posters: a sheet for the wall of each open station, to be printed as it is (A4)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.site_model import SiteModel
from ..records import urls
from ..records.station import Station
from . import cards, qr
from .page import HOME, Page, Planned
from .stations import LIST, rule_in_words
from .views import Link

# More would neither fit on the sheet nor be read from two metres away.
SHOWN_RECEPTIONS = 3
SHOWN_DEPUTIES = 10


def plan(model: SiteModel) -> Iterator[Planned]:
    """Yield a poster for each open station, and the code on it."""
    for station in filter(model.is_open, model.stations.values()):
        code = qr.code(model, urls.station_url(station.id))
        if code:
            yield code
        yield _poster(model, station, code.url if code else "")


def _poster(model: SiteModel, station: Station, code: str) -> Page:
    url = urls.station_url(station.id)
    people = model.links.deputies_of_station.get(station.id, ())
    days = [day for day in model.receptions_of_station.get(station.id, ()) if not day.is_off]
    covers = [model.divisions[id_].name for id_ in station.covers]
    return Page(
        url=f"{url}poster/",
        template="pages/poster.html",
        title=f"{station.name}公示",
        description=f"{station.name}贴在墙上的公示：接待日、进站代表和二维码",
        trail=(HOME, LIST, Link(station.name, url)),
        section=LIST.url,
        context=lambda: {
            "name": station.name,
            "congress": model.congress.name,
            "kind": model.station_kinds[station.kind],
            "address": station.address,
            "covers": "、".join(covers),
            "rule": rule_in_words(station.reception),
            "receptions": tuple(cards.reception_row(model, day) for day in days[:SHOWN_RECEPTIONS]),
            "deputies": tuple(cards.deputy_card(model, id_) for id_ in people[:SHOWN_DEPUTIES]),
            "more": max(0, len(people) - SHOWN_DEPUTIES),
            "liaison": station.liaison,
            "online_url": station.online_url or "",
            "station_url": url,
            "code": code,
            "address_on_paper": f"{model.settings.site_url}{url}"
            if model.settings.site_url
            else "",
        },
    )
