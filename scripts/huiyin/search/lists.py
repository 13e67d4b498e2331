"""Lists that readers look for by name: bodies, topics, sessions, delegations, columns, ledgers."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.site_model import SiteModel
from ..records import urls
from ..render.cards import column_link
from .index import SearchDocument


def lists(model: SiteModel) -> Iterator[SearchDocument]:
    """Yield what can be found of the pages that list records; their titles are the pages' own."""
    for id_ in model.links.cases_of_body:
        body = model.bodies[id_]
        words = f"{body.name}承办的代表建议：办了多少、办得怎样、每一件的结果"
        yield SearchDocument(
            urls.body_url(id_), "body", body.name, "", " ".join(body.aliases), words
        )
    for id_ in model.subjects.topics:
        topic = model.topics[id_]
        committee = model.bodies[topic.committee].name if topic.committee else ""
        yield SearchDocument(
            urls.topic_url(id_), "list", f"{topic.name}方面的建议", "", committee,
            topic.description, topic=topic.name,
        )  # fmt: skip
    for id_ in model.sessions_with_cases:
        title, label = model.session_title(id_), model.session_label(id_)
        opened = model.sessions[id_].opened_on.isoformat()
        for url, name, words in (
            (urls.session_url(id_), f"{label}代表建议", f"{title}代表建议目录和办理情况"),
            (
                urls.disclosure_url(id_),
                f"{label}建议办理结果公开",
                f"{title}代表建议的办复率、办理结果和满意率",
            ),
        ):
            yield SearchDocument(url, "list", name, opened, "", words)
    for id_ in model.delegations:
        name = model.units[id_].delegation
        words = f"{name}的代表名单：单位职务、进驻的联络站和接待日"
        yield SearchDocument(urls.delegation_url(id_), "list", name, "", "", words)
    for id_, column in model.columns.items():
        link = column_link(model, id_)
        words = " ".join(filter(None, (column.description, column.opening_note)))
        names = " ".join(column.keywords)
        yield SearchDocument(link.url, "list", link.title, "", names, words)
    for url, title, words in (
        ("commitments/", "承诺解决事项台账", "承办单位在答复里答应的每一件事：期限、进展、佐证"),
        ("overdue/", "逾期未答复的建议", "答复期限已经过去，还没有答复的代表建议"),
    ):
        yield SearchDocument(url, "list", title, "", "", words)
