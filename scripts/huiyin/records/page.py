"""A narrative page: `content/index.md` and `content/pages/*.md`, rendered through MkDocs."""

from __future__ import annotations

from pydantic import Field

from .common import IsoDate, Line, Part


class Page(Part):
    """The front matter of a narrative page."""

    title: Line = Field(title="标题", max_length=40)
    description: Line = Field(title="说明", max_length=120)
    updated_on: IsoDate | None = Field(default=None, title="更新日期")
    body: str = Field(default="", title="正文")
