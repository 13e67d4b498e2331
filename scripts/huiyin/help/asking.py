"""Asking: answers from options, from a terminal where there is one, else from what is usual."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from .questions import Desk, Question

_SEVERAL = re.compile(r"\s*[、，,]\s*")
_FEW = 12  # as many choices fit on two lines


def options_for(questions: Sequence[Question]) -> Callable[[Callable[..., Any]], Any]:
    """Return a decorator that gives a command one option a question."""

    def decorate(command: Callable[..., Any]) -> Any:
        for question in reversed(questions):
            name = _option(question)
            command = click.option(name, question.name, multiple=question.many,
                                   help=f"{question.words}。")(command)  # fmt: skip
        return command

    return decorate


def answered(
    questions: Sequence[Question], given: Mapping[str, Any], desk: Desk, *, asking: bool
) -> dict[str, str | list[str]]:
    """Return an answer to each question.

    Args:
        questions: What to know.
        given: The options as they were given, by question.
        desk: The site as it is.
        asking: Whether somebody sits at a terminal and can be asked.

    Raises:
        click.UsageError: Answers are missing and nobody can be asked.
    """
    answers: dict[str, str | list[str]] = {}
    missing = []
    for question in questions:
        answer = given[question.name]
        if not answer:
            usual = question.default(desk) if question.default else ""
            answer = _asked(question, usual, desk) if asking else usual
        if not answer and not question.optional:
            missing.append(f"{_option(question)}（{question.words}）")
        if question.many:
            items = _SEVERAL.split(answer) if isinstance(answer, str) else answer
            answers[question.name] = [question.understood(item, desk) for item in items if item]
        else:
            answers[question.name] = question.understood(answer, desk)
    if missing:
        raise click.UsageError(f"还需要：{'、'.join(missing)}")
    return answers


def _option(question: Question) -> str:
    return f"--{question.name.replace('_', '-')}"


def _asked(question: Question, usual: str, desk: Desk) -> str:
    choices = question.choices(desk) if question.choices else {}
    if 0 < len(choices) <= _FEW:
        click.echo("、".join(f"{key} {word}".rstrip() for key, word in choices.items()))
    several = "，几项之间用顿号隔开" * question.many
    default = "" if question.optional else usual or None
    answer = click.prompt(
        question.words + several, default=default, show_default=bool(usual), type=str
    )
    return str(answer).strip()
