"""What a chat model is told: prompts from files, passages within a budget, untrusted text behind delimiters."""

from companion.prompts.data import as_data, tame
from companion.prompts.packing import Packed, packed
from companion.prompts.prompt import Prompt, PromptName, Prompts, load_prompts

__all__ = ["Packed", "Prompt", "PromptName", "Prompts", "as_data", "load_prompts", "packed", "tame"]
