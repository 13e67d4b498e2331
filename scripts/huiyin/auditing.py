"""An audit as a person asks for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from . import pipeline
from .command_line import report, usable_day
from .publish.audit import VETO, Limits, as_text, audit, external_links, links_finding


def audit_site(root: Path, on: date | None, limits: Limits, with_links: bool) -> int:
    """Print the inspection list of a site.

    Returns:
        The exit code: 0 when nothing would be vetoed, 1 when something would, or the records have
        problems.
    """
    checked = pipeline.read_and_judge(root)
    today = usable_day(on, checked.sample_day)
    checked = pipeline.judged_on(checked, today)
    try:
        model = pipeline.model_of(checked, today)
    except pipeline.ProblemsFound as found:
        return report(found.checked.verdict)
    findings = audit(model, checked.sources, limits)
    if with_links:
        findings.append(links_finding(external_links(checked.sources)))
    click.echo(as_text(findings, today))
    return int(any(finding.part == VETO and not finding.is_good for finding in findings))
