"""Beginning a record: ask, write the draft, judge it; a draft with errors does not stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from .command_line import usable_day
from .help.asking import answered
from .help.drafts import NotPossibleError, draft, with_schema
from .help.questions import CONCEALED, QUESTIONS, Desk
from .pipeline import judged_on, read_and_judge
from .problems import as_text, errors


def begin_record(
    root: Path,
    kind: str,
    given: Mapping[str, Any],
    id_: str = "",
    *,
    concealed: bool = False,
    asking: bool = False,
) -> int:
    """Write one new draft below a root, and print its path.

    Args:
        root: The site's root.
        kind: The kind of record.
        given: The options as they were given, by question.
        id_: The id to give; empty for the next free one.
        concealed: Whether it is a suggestion that is not public.
        asking: Whether somebody sits at a terminal and can be asked.

    Returns:
        The exit code: 1 when the draft would have had errors and was taken away again.

    Raises:
        click.UsageError: An answer is missing or unusable, or there is such a file already.
    """
    if concealed and kind != "suggestion":
        raise click.UsageError("只有建议可以用 --not-public。")
    checked = read_and_judge(root)
    if checked.settings is None:
        click.echo(as_text(checked.problems))
        return 1
    today = usable_day(None, checked.sample_day)
    desk = Desk(checked.validated.catalogue, checked.settings, today)
    questions = CONCEALED if concealed else QUESTIONS[kind]
    answers = answered(questions, given, desk, asking=asking)
    try:
        new = draft(kind, answers, desk, id_, concealed=concealed)
    except NotPossibleError as error:
        raise click.UsageError(str(error)) from error
    path = root / new.path
    _write(path, with_schema(new, kind, root / "schemas").text)
    found = judged_on(read_and_judge(root), today).problems
    ours = [problem for problem in found if problem.file == new.path]
    if ours:
        click.echo(as_text(ours), err=True)
    if errors(ours):
        path.unlink()
        click.echo("没有写成，请按上面的提示改正以后再试。", err=True)
        return 1
    click.echo(new.path)
    return 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(f"{path} 已经有了，不会覆盖它。") from None
