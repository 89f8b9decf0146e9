"""Small guidance files."""

from __future__ import annotations

from pathlib import Path

CARD = """---
id: {id}
number: 41
kind: pitfall
language: {language}
title: Mentor redet zu viel
shown_as: Mehr ausprobieren
audience: both
phases: [working]
evidence: [R1, R2, own]
cues: ["Am Ende erkläre ich alles", "Es wird ein Vortrag"]
blocks:
  - kind: try_out
    phases: [working]
    order: 30
    minutes: {{least: 10, usual: 20, most: 30}}
    counts_as: mentee_active
    variants:
      - id: hands_off
        title: Die Hände bleiben weg
        fits: [selbst ausprobieren, weniger zuschauen]
        lead: mentee
        purpose: Selbst tun.
        opening_line: {{who: mentee, text: Ich fange an.}}
        steps: [{{by: mentee, share: 1, from: 12, text: Etwas ausprobieren}}]
        if_stuck: Laut denken.
        leaves: {{nom: ein Versuch, acc: einen Versuch, dat: einem Versuch}}
---
## Kern
Wer selbst tippt, behält mehr als beim Zuschauen [R1, own].

## Warum die Hände weg bleiben {{#hands_off}}
Ein Versuch mit Fehlern lehrt mehr
als eine Vorführung ohne.

Das gilt auch für **Könner**.
"""

SOURCES = """
R1: {author: A. Beispiel, year: 2019, title: Vom Tun, caveat: {de: "ein Labor, kein Betrieb", en: "a laboratory"}}
R2: {author: B. Muster, year: 2021, title: Vom Lassen}
"""

PARAGRAPH = (
    "Wer sich zum ersten Mal trifft, braucht vor allem Zeit. Die ersten Minuten gehören dem Ankommen, danach sagen "
    "beide, was sie sich erhoffen, und schreiben es auf eine Karte, die bis zum Ende auf dem Tisch liegen bleibt."
)


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder and return the folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def card(id: str = "explains", language: str = "de") -> str:
    """Return a card's file."""
    return CARD.format(id=id, language=language)
