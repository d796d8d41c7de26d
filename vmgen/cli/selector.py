"""Label selectors as kubectl takes them: `tier=web,env!=test,owner,!legacy`."""

import re
from collections.abc import Callable, Mapping

import click

Labels = Mapping[str, str]
Requirement = Callable[[Labels], bool]

_KEY = r"[A-Za-z0-9][\w./-]*"
_EQUALITY = re.compile(rf"(?P<key>{_KEY})\s*(?P<operator>==|=|!=)\s*(?P<value>[\w.-]*)", re.ASCII)
_EXISTENCE = re.compile(rf"(?P<absent>!\s*)?(?P<key>{_KEY})", re.ASCII)


def selected(selector: str) -> Requirement:
    """Whether a machine with some labels is meant. Raises a BadParameter where the text is no selector.

    As in Kubernetes, `env!=test` takes what has no label `env`, too.
    """
    requirements = [_requirement(one.strip()) for one in selector.split(",")] if selector.strip() else []
    return lambda labels: all(requirement(labels) for requirement in requirements)


def _requirement(text: str) -> Requirement:
    equality = _EQUALITY.fullmatch(text)
    if equality is not None:
        key, value, is_equal = equality["key"], equality["value"], equality["operator"] != "!="
        return lambda labels: (labels.get(key) == value) is is_equal
    existence = _EXISTENCE.fullmatch(text)
    if existence is None:
        raise click.BadParameter(f"`{text}` is no label selector; write `key=value`, `key!=value`, `key` or `!key`")
    key, is_there = existence["key"], existence["absent"] is None
    return lambda labels: (key in labels) is is_there
