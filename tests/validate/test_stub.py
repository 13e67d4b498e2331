"""What is not public leaves no word behind: a canary in any forbidden field never builds."""

from __future__ import annotations

import pytest

from huiyin.pipeline import ProblemsFound
from small_site import SmallSite

CANARY = "canary-7f3a"
FILE = "reports/suggestions/t1-s1/sgx-0a1b2c3d.md"
STUB = """---
id: sgx-0a1b2c3d
status: published
session: t1-s1
publicity: {{level: not_public, reason: privacy, decided_by: water-bureau, decided_on: 2025-04-01}}
events:
  - {{on: 2025-01-09, kind: filed{event}}}
  - {{on: 2025-02-05, kind: assigned}}
replies:
  - {{round: 1, on: 2025-04-01, outcome: A{reply}}}
{more}---
{body}"""
FORBIDDEN = {
    "number": {"more": "number: 7\n"},
    "title": {"more": f"title: {CANARY}\n"},
    "topic": {"more": "topic: water\n"},
    "keywords": {"more": f"keywords: [{CANARY}]\n"},
    "proposers": {"more": "proposers: [deputy-0001]\n"},
    "handlers": {"more": "handlers: [{body: water-bureau, role: lead}]\n"},
    "key": {
        "more": f"key: {{decided_on: 2025-02-06, supervised_by: {CANARY}, handled_by: {CANARY}}}\n"
    },
    "complex": {"more": f"complex: {{reason: {CANARY}}}\n"},
    "contacts": {"more": f"contacts: [{{phase: during, on: 2025-03-01, way: {CANARY}}}]\n"},
    "commitments": {"more": f"commitments: [{{text: {CANARY}, due_on: 2025-09-01}}]\n"},
    "supervision": {"more": f"supervision: [{{on: 2025-03-01, kind: onsite, by: {CANARY}}}]\n"},
    "lookbacks": {"more": f"lookbacks: [{{on: 2025-06-01, finding: kept, note: {CANARY}}}]\n"},
    "related": {"more": "related: [t1-s1-0001]\n"},
    "body": {"body": f"\n{CANARY}\n"},
    "events.note": {"event": f", note: {CANARY}"},
    "events.to": {"event": ", to: [water-bureau]"},
    "events.by": {"event": ", by: water-bureau"},
    "replies.text": {"reply": f", text: {CANARY}"},
    "replies.doc_no": {"reply": f", doc_no: {CANARY}"},
    "replies.signer": {"reply": f", signer: {CANARY}"},
    "replies.evidence": {"reply": f", evidence: [{CANARY}]"},
}


def _stub(parts: dict[str, str]) -> str:
    return STUB.format(**{"event": "", "reply": "", "more": "", "body": "", **parts})


@pytest.mark.parametrize("field", FORBIDDEN)
def test_a_canary_in_a_stub_never_builds(field: str, site: SmallSite) -> None:
    site.write(FILE, _stub(FORBIDDEN[field]))
    codes = [line.rsplit(" ", 1)[1] for line in site.problems()]

    assert codes == ["stub-holds-content"]
    with pytest.raises(ProblemsFound):
        site.model()


def test_a_bare_stub_counts_in_the_total_and_nowhere_else(site: SmallSite) -> None:
    site.write(FILE, _stub({}))
    figures = site.model().figures["t1-s1"]

    assert (figures.filed, figures.cases, figures.replied, figures.assigned) == (2, 1, 1, 1)
