"""Chat models: any provider behind one small protocol, bounded in time and length, translated into plain problems.

This package is the only importer of LangChain's model packages, of openai and of xllamacpp. Nothing heavy is imported
before a model is asked.
"""

from companion.llm.model import ChatModel, Deadline, Message
from companion.llm.opening import open_chat_model
from companion.llm.scripted import ScriptedModel

__all__ = ["ChatModel", "Deadline", "Message", "ScriptedModel", "open_chat_model"]
