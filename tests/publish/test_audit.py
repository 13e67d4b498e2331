"""The audit tells what has gone stale or empty, as an inspector would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from doors import ROOT, SAMPLE_DAY
from huiyin.auditing import audit_site
from huiyin.publish.audit import Limits, as_text, audit, external_links, links_finding
from small_site import SmallSite


def test_the_inspection_list_is_filled_in(site: SmallSite) -> None:
    site.write(
        "registers/columns.yml",
        site.read("registers/columns.yml")
        + "  - {id: silent, name: 空栏, kind: notice, description: 还没有内容, keywords: [空]}\n",
    )
    day = date(2026, 9, 1)
    model = site.model(date(2025, 7, 1))
    newest = max(article.published_at.date() for article in model.news.values())
    findings = audit(replace(model, today=day), site.checked().sources, Limits())
    told = as_text(findings, day).splitlines()

    assert told[:4] == [
        "网站自查表　2026-09-01",
        "",
        "单项否决指标",
        "  [不合格] 首页超过 14 天没有更新（1）",
    ]
    assert f"      {(day - newest).days} 天没有更新" in told
    assert "      空栏（silent）" in told
    assert "  [不合格] 超过 365 天没有核对的记录（3）" in told


def test_the_sample_congress_would_not_be_vetoed(capsys: pytest.CaptureFixture[str]) -> None:
    code = audit_site(ROOT, date.fromisoformat(SAMPLE_DAY), Limits(), with_links=False)

    assert (code, "网站自查表" in capsys.readouterr().out) == (0, True)


def test_links_to_other_sites_are_found_with_their_place(site: SmallSite) -> None:
    site.write(
        "pages/contact.md",
        "---\ntitle: 联系\ndescription: 说明\n---\n\n见（https://a.example/x?y=1）。\n",
    )
    found = external_links(site.checked().sources)

    assert found["https://a.example/x?y=1"] == "content/pages/contact.md:6"


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/good" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_a_link_that_does_not_answer_is_told() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    finding = links_finding({f"{here}/good": "a.md:1", f"{here}/bad": "b.md:2"})
    server.shutdown()
    server.server_close()

    assert (finding.is_good, finding.details) == (False, (f"b.md:2  {here}/bad  404",))
