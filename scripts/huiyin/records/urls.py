"""Addresses: where each record's page lives, from the site's root, ending with a slash."""

from __future__ import annotations

from .activity import Activity
from .news import News
from .suggestion import Suggestion


def deputy_url(id_: str) -> str:
    """Return `/deputies/<id>/` without its first slash, as all addresses here."""
    return f"deputies/{id_}/"


def delegation_url(unit_id: str) -> str:
    """Return the address of a delegation's list of deputies."""
    return f"deputies/delegation/{unit_id}/"


def station_url(id_: str) -> str:
    """Return a station's address."""
    return f"stations/{id_}/"


def group_url(id_: str) -> str:
    """Return a group's address."""
    return f"groups/{id_}/"


def activity_url(record: Activity) -> str:
    """Return an activity's address."""
    return f"activities/{record.held_on.year}/{record.id}/"


def suggestion_url(record: Suggestion) -> str:
    """Return a suggestion's address; recess filings have a series of their own."""
    prefix = "r" if record.filed_in == "recess" else ""
    return f"suggestions/{record.session}/{prefix}{record.number:04d}/"


def session_url(id_: str) -> str:
    """Return the address of a session's list of suggestions."""
    return f"suggestions/{id_}/"


def disclosure_url(id_: str) -> str:
    """Return the address of a session's handling results."""
    return f"disclosure/{id_}/"


def news_url(record: News) -> str:
    """Return an article's address."""
    return f"news/{record.published_at.year}/{record.id}/"


def narrative_url(path: str) -> str:
    """Return the address of a narrative page by its path, empty for the home page."""
    if path == "content/index.md":
        return ""
    return f"{path.removeprefix('content/').removesuffix('.md')}/"


def research_url(id_: str) -> str:
    """Return a research report's address."""
    return f"reports/{id_}/"


def body_url(id_: str) -> str:
    """Return the address of what a body handles."""
    return f"bodies/{id_}/"


def topic_url(id_: str) -> str:
    """Return the address of the suggestions on a topic."""
    return f"topics/{id_}/"


def committee_url(id_: str) -> str:
    """Return the address of the suggestions a committee supervises."""
    return f"committees/{id_}/"


def facet_url(session_id: str, facet: str, key: str) -> str:
    """Return the address of a session's suggestions in one state or of one outcome."""
    return f"suggestions/{session_id}/{facet}/{key}/"
