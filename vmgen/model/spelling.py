"""What somebody probably meant to write."""

import difflib
from collections.abc import Iterable

_SHOWN = 12
_NEAR = 3
_PREFIX = 3


def closest(word: str, choices: Iterable[str]) -> str:
    """The choice that is nearest to `word`, or an empty text where none is near."""
    by_letters = {choice.lower().replace("-", "").replace("_", ""): choice for choice in sorted(choices, reverse=True)}
    letters = word.lower().replace("-", "").replace("_", "")
    longer = [choice for choice in by_letters if len(letters) >= _PREFIX and choice.startswith(letters)]
    if len(longer) == 1:
        return by_letters[longer[0]]
    found = difflib.get_close_matches(letters, by_letters, n=_NEAR, cutoff=0.7)
    # Two letters that changed places are the likeliest slip of all.
    swapped = [one for one in found if sorted(one) == sorted(letters)]
    return by_letters[[*swapped, *found][0]] if found else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A help text: the nearest choice, else all of them if they are few."""
    names = sorted(choices)
    near = closest(word, names)
    return f"did you mean `{near}`?" if near else _listed(names)


def known_names(word: str, choices: Iterable[str]) -> str:
    """A help text for what people name themselves: the nearest choice, and what else there is."""
    names = sorted(choices)
    near = closest(word, names)
    return " ".join(part for part in (f"did you mean `{near}`?" if near else "", _listed(names)) if part)


def _listed(names: list[str]) -> str:
    if not names:
        return ""
    listed = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"known: {listed}{more}"
