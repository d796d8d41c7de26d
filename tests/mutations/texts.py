"""Mistakes in how a file is written: what an editor, a merge or a bad copy does to it."""

import re
from random import Random

from tests.mutations.values import ODD_TEXTS

BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(18)
)
INSERTIONS = (
    *("\t", "\0", "\x1b[31m", "\ufeff", "\u2028", "\u0085", "\r", "\x0c", "😀", "\u202e"),
    *(
        "- ",
        ": ",
        "? ",
        "---\n",
        "...\n",
        "# ",
        "&a ",
        "*a ",
        "!x ",
        "!!str ",
        "<<: *a\n",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        "|\n",
        ">-\n",
        "%YAML 1.1\n",
        "@",
        "`",
        "\\",
    ),
    *(
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> branch\n",
        " # vmgen: ignore[unpinned-image]",
        " # vmgen: ignore[x] y",
        " # vmgen: ignore[unpinned-image, missing] lab only",
        "# vmgen:ignore",
    ),
)
_WORD = re.compile(r"[^\s:,\[\]{}]+")


def change_text(text: str, chance: Random) -> tuple[str, str]:
    """The text after one mistake, and what it was."""
    mistake = chance.choice(_MISTAKES)
    return mistake(text, chance), mistake.__name__.strip("_")


def _truncate(text: str, chance: Random) -> str:
    return text[: chance.randint(0, len(text))]


def _insert(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(INSERTIONS) + text[at:]


def _remove_a_character(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + text[at + 1 :]


def _remove_a_line(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def _repeat_a_line(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return "".join(lines)


def _swap_two_lines(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _indent_a_line(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    lines[at] = chance.choice([" ", "  ", "    ", "\t", " " * 300]) + lines[at]
    return "".join(lines)


def _dedent_the_rest(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    return "".join([*lines[:at], *(line.removeprefix("  ") for line in lines[at:])])


def _another_word(text: str, chance: Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    new = chance.choice(ODD_TEXTS).replace("\ud800", "\\ud800") if chance.random() < 0.6 else chance.choice(words)[0]
    return text[: word.start()] + new + text[word.end() :]


def _line_endings(text: str, chance: Random) -> str:
    return text.replace("\n", chance.choice(["\r\n", "\r", "\n\r", "\n\n", "\u0085", "\u2028"]))


def _mixed_line_endings(text: str, chance: Random) -> str:
    return "".join(line + chance.choice(["\n", "\r\n", "\r"]) for line in text.split("\n"))


def _no_last_line_ending(text: str, chance: Random) -> str:
    _ = chance
    return text.rstrip("\n")


def _nest_deeply(text: str, chance: Random) -> str:
    depth, opening = chance.choice([5, 99, 100, 101, 5000]), chance.choice(["[", "{a: ", "- ", "? "])
    return f"{text}\n---\n{opening * depth}"


def _bomb(text: str, chance: Random) -> str:
    return f"{text}\n---\n{BOMB}" if chance.random() < 0.5 else f"{BOMB}{text}"


def _join_documents(text: str, chance: Random) -> str:
    _ = chance
    return text.replace("\n---\n", "\n")


def _comment_out(text: str, chance: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    return "".join([*lines[:at], *(f"# {line}" for line in lines[at : at + chance.randint(1, 6)]), *lines[at + 6 :]])


def _empty(text: str, chance: Random) -> str:
    _ = text
    return chance.choice(["", "\n", "---\n", "# nothing\n", "\ufeff", "{}", "[]", "null", "a"])


_MISTAKES = (
    *(_truncate, _insert, _insert, _insert, _remove_a_character, _remove_a_character, _remove_a_line, _remove_a_line),
    *(_repeat_a_line, _swap_two_lines, _indent_a_line, _dedent_the_rest, _another_word, _another_word, _another_word),
    *(
        _line_endings,
        _mixed_line_endings,
        _no_last_line_ending,
        _nest_deeply,
        _bomb,
        _join_documents,
        _comment_out,
        _empty,
    ),
)
