"""Signs that belong into a chat with a model or into its tools, not into guidance; and links that carry data away."""

from __future__ import annotations

import re

from ingest.screen.reasons import Reason

_MACHINE = (
    r"(?:ai|ki|llms?|gpt|chatgpt|claude|assistants?|assistent\w*|chatbots?|bots?|sprachmodelle?|language models?)"
)
_MARKUP = re.compile(
    rf"""
      <\|[a-z_]{{2,30}}\|>                                                     # <|im_start|>, <|endoftext|>
    | \[/?(?:INST|SYS|SYSTEM|SYSTEM_PROMPT|ASSISTANT)\]|<</?SYS>>
    | </?(?:system|assistant|instructions?|context|documents?|function_calls?|tool_calls?|tool_use|invoke|user_query
        |start_of_turn|end_of_turn|prompt|guidance|passages?|system[-_]\w{{2,20}}|antml:\w+)(?:\s[^<>]{{0,80}})?>
    | </?\s*(?:untrusted|retrieved|tool|user|search)_\w{{2,30}}\s*>
    | \[\s*(?:system|hidden|admin|override|ai|llm)\b[^\]\n]{{0,40}}(?:override|instruction|directive|update|message
        |note)\b
    | \[\s*(?:system|inject|override|new\ system\ prompt)\s*:|-{{2,}}\s*system\s*-{{2,}}
    | ^\s*\#{{2,6}}\s*(?:system|assistant|assistent|user|nutzer|human|instructions?|response|antwort|anweisung(?:en)?)
        \s*:\s*$
    | ^\s*(?:user|human|mensch|nutzer(?:in)?|benutzer(?:in)?|reader|leser(?:in)?)\s*:.*\s+
        ^\s*(?:{_MACHINE}|model|modell|maschine|machine|software|computer|programm?|robot|roboter)\s*:
    | ^\s*{_MACHINE}\s*:\s*(?:sure|certainly|of\ course|understood|okay|absolutely|verstanden|selbstverständlich
        |natürlich|gerne?|klar|alles\ klar)\b
    | "(?:tool|tool_name|function|function_call|tool_calls|name)"\s*:\s*"[\w.-]{{2,40}}"\s*,\s*"(?:arguments|parameters
        |args|input)"\s*:
    | <!--[^>]{{0,200}}?\b{_MACHINE}\b
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_PERSONAL = (
    r"(?:mentors?|mentees?|users?|nutzer|names?|notes?|notizen|concern|sorge|context|kontext|history|conversation"
    r"|chat|data|daten|secret|prompt|content|text|summary|pair|email|values?|private\w*)"
)
_URL = re.compile(r"(!\[[^\]\n]{0,200}\]\(\s*)?(https?://[^\s)]+)")
_PLACE = re.compile(rf"[?&/=][^\s?&/=]{{0,60}}(?:\{{|<|\[|%7B){_PERSONAL}(?:\}}|>|\]|%7D)", re.IGNORECASE)
_IMAGE_PLACE = re.compile(r"\?.*=(?:[{<\[$%]|[A-Z_]{3,}\b|$)")
_SPOKEN_PLACE = re.compile(
    rf"[?&]\w{{1,30}}=(?:[{{<\[][^}}>\]\n]{{0,30}}{_PERSONAL}[^}}>\]\n]{{0,30}}[}}>\]]|[\s)]|$)", re.IGNORECASE
)
_STRANGE = ("<", "[", "#", '"', ":", "{", "-")  # without any of them there is nothing to look for


def marked_up(text: str) -> Reason | None:
    """Return `markup` or `exfiltration` if a text has such signs or links."""
    if not any(sign in text for sign in _STRANGE):
        return None
    if "://" in text and _leaks(text):
        return "exfiltration"
    return "markup" if _MARKUP.search(text) else None


def _leaks(text: str) -> bool:
    """Say whether an address has a place for data: a name in brackets, an empty value, an image's capital letters."""
    if _SPOKEN_PLACE.search(text):
        return True
    return any(_PLACE.search(url) or (image and _IMAGE_PLACE.search(url)) for image, url in _URL.findall(text))
