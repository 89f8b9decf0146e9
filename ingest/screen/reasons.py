"""Why a passage is held back, most telling first.

markup                  signs of a chat: template tokens, turns of user and assistant, tool calls, comments to a model
exfiltration            a request to send what the product knows to an address
extraction              a request for prompts, secrets or private notes
role_change             another role for the assistant, or none of its rules
orders                  instructions that replace others
impersonation           somebody in charge who speaks to the assistant, or anybody who addresses it
biased_recommendation   products to be praised or passed over
output_control          words that answers must or must not contain
disguise                talk about what assistants do with this text, said as if it were a fact
"""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal[
    "markup",
    "exfiltration",
    "extraction",
    "role_change",
    "orders",
    "impersonation",
    "biased_recommendation",
    "output_control",
    "disguise",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
