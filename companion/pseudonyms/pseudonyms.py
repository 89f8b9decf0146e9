"""Hides who is who, and brings every word back exactly as it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.domain import Pair
from companion.pseudonyms import names

_LABELS = "MENTOR|MENTEE|CONTACT|NAME|EMAIL|PHONE|TEXT"
_PLACEHOLDER = re.compile(rf"\[\s*({_LABELS})(?:_(\d{{1,6}}))?\s*\](s(?![^\W\d_]))?", re.IGNORECASE)
_AT = r"(?:@|\s?[(\[]\s?(?:at|ät)\s?[)\]]\s?)"
_EMAIL = (
    rf"[\w.+%'&{names.UNSEEN}-]{{0,64}}\w[{names.UNSEEN}]*{_AT}"
    rf"[\w{names.UNSEEN}][\w{names.UNSEEN}-]*(?:\.[\w{names.UNSEEN}-]+)+"
)
# Between two figures. Two numbers in a row become one placeholder, which comes back as both.
_BETWEEN = rf"[\s()/.–{names.UNSEEN}-]"
_NO_DATE = r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d))(?!\d{1,2}\.\d{2}\s*[–-])"
_PHONE = (
    rf"(?<![\w+])(?:\+|00){_BETWEEN}{{0,2}}[1-9](?:{_BETWEEN}{{0,5}}\d){{6,30}}(?!\d)"  # +49 (0)30 1234567
    rf"|(?<![\w+.,]){_NO_DATE}\(?0\d(?:{_BETWEEN}{{0,5}}\d){{4,30}}(?!\d)"  # 030 / 12 34 56-7
    r"|(?<![\w+])\(?[2-9]\d\d(?:\)\s?|[\s.-])\d{3}[\s.-]\d{4}(?!\d)"  # (202) 555-0123
    rf"|(?<=(?:tel|el\.|fon|bil|ndy)[.:]\s)\d(?:{_BETWEEN}{{0,2}}\d){{2,}}"  # Telefon: 4711
    rf"|(?<=(?:phone|obile|hwahl)[.:]\s)\d(?:{_BETWEEN}{{0,2}}\d){{2,}}"
)
_SIBILANTS = ("s", "ß", "x", "z")


class Pseudonyms:
    """Placeholders for the people of one pair, and for e-mail addresses and phone numbers wherever they stand.

    `[MENTOR]`, `[MENTEE]` and `[CONTACT]` stand for the name in print; other spellings and forms of it get numbers
    (`[MENTOR_2]`), and what names both people is a `[NAME_1]`. An "s" or "'s" behind a name stays behind its
    placeholder. Ordinary words written small stay ("lange", though the mentor is Mai Lange), as do roles and companies.
    What has been hidden is remembered, so that one object must hide and show the texts of one conversation.
    """

    def __init__(self, pair: Pair) -> None:
        self._shown: dict[str, str] = {}  # placeholder -> what stood there
        self._hidden: dict[tuple[str, str], str] = {}  # label and what stood there -> placeholder
        self._labels = _labels(pair)
        self._find = _expression(pair)
        for label, name in _printed(pair):
            self._remember(f"[{label}]", label, name)

    def hide(self, text: str) -> str:
        """Return the text with placeholders; what looks like a placeholder already is hidden too."""
        return self._find.sub(self._placed, text)

    def show(self, text: str) -> str:
        """Return the text with what the placeholders stand for; unknown placeholders stay.

        A genitive without apostrophe is written as the name demands: "[MENTOR]s" becomes "Leylas" or "Jens’".
        """
        return _PLACEHOLDER.sub(self._restored, text)

    def _placed(self, match: re.Match[str]) -> str:
        surface, kind = match[0], str(match.lastgroup)
        if kind != "WHO":
            return self._placeholder(kind, surface)
        if names.is_ordinary(match["form"]) and match["form"] == surface.removesuffix(match["genitive"]):
            return surface
        label = self._labels.get(names.key(match["form"]), "NAME")
        if match["genitive"] and not match["form"].lower().endswith(_SIBILANTS):
            return self._placeholder(label, surface[:-1]) + match["genitive"]
        return self._placeholder(label, surface)

    def _placeholder(self, label: str, surface: str) -> str:
        if (label, surface) not in self._hidden:
            number = 1 + sum(taken == label for taken, _ in self._hidden)
            self._remember(f"[{label}_{number}]", label, surface)
        return self._hidden[label, surface]

    def _remember(self, placeholder: str, label: str, surface: str) -> None:
        self._hidden[label, surface] = placeholder
        self._shown[placeholder] = surface

    def _restored(self, match: re.Match[str]) -> str:
        number = f"_{int(match[2])}" if match[2] else ""
        surface, ending = self._shown.get(f"[{match[1].upper()}{number}]"), match[3] or ""
        if surface is None:
            return match[0]
        return f"{surface}’" if ending and surface.lower().endswith(_SIBILANTS) else surface + ending


def _printed(pair: Pair) -> Iterator[tuple[str, str]]:
    """How the artefacts name people: by their first names, in the Sie form and for namesakes in full."""
    mentor, mentee = names.first(pair.mentor.name), names.first(pair.mentee.name)
    if pair.address == "Sie" or mentor == mentee:
        mentor, mentee = pair.mentor.name, pair.mentee.name
    yield from (("MENTOR", mentor), ("MENTEE", mentee))
    if pair.contact:
        yield "CONTACT", pair.contact.name


def _forms(pair: Pair) -> Iterator[tuple[str, str]]:
    yield from (("MENTOR", form) for form in names.of_person(pair.mentor))
    yield from (("MENTEE", form) for form in names.of_person(pair.mentee))
    if pair.contact:
        yield from (("CONTACT", form) for form in names.of_contact(pair.contact))


def _labels(pair: Pair) -> dict[str, str]:
    """Key of each form -> whose it is; NAME if it is not one person's alone, unless that one is printed with it."""
    labels: dict[str, str] = {}
    for label, form in _forms(pair):
        shared = labels.setdefault(names.key(form), label) != label
        labels[names.key(form)] = "NAME" if shared else label
    return labels | {names.key(names.bare(name)): label for label, name in _printed(pair)}


def _reach(pair: Pair) -> tuple[str | None, str | None]:
    """The contact's own address and number, which may look like neither."""
    return (pair.contact.email, pair.contact.phone) if pair.contact else (None, None)


def _expression(pair: Pair) -> re.Pattern[str]:
    forms = sorted({form for _, form in _forms(pair)}, key=lambda form: (-len(form), form))
    who = "|".join(filter(None, map(names.pattern, forms)))
    email, phone = (f"{re.escape(text)}|" if text else "" for text in _reach(pair))
    return re.compile(
        rf"(?P<TEXT>\[\s*(?:{_LABELS})(?:_\d{{1,6}})?\s*\])"
        rf"|(?P<EMAIL>{email}{_EMAIL})|(?P<PHONE>{phone}{_PHONE})"
        rf"|(?P<WHO>{names.TITLES}(?<![^\W\d_])(?P<form>{who})(?P<genitive>s?)(?![^\W\d_]))",
        re.IGNORECASE,
    )
