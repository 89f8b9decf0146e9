"""Settings from the environment or `.env`, prefix COMPANION_; read once, in the entry points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from companion.errors import InvalidInput


class Settings(BaseSettings):
    """What an operator can set; `companion settings` prints it with sources and meanings."""

    model_config = SettingsConfigDict(
        env_prefix="COMPANION_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(default=Path("var"), description="everything the product stores")
    embedding_model: str = Field(
        default="packaged-e5", description="packaged weights, or a sentence-transformers name or path"
    )
    llm: str | None = Field(default=None, description="chat model as provider:model; none: guided by rule alone")
    llm_base_url: str | None = Field(default=None, description="address of an OpenAI-compatible or other server")
    llm_api_key: SecretStr | None = Field(default=None, description="key of the provider")
    llm_api_key_file: Path | None = Field(
        default=None, description="file that holds the key, instead of the key itself"
    )
    llm_hosted: bool = Field(default=False, description="allow a model to which text leaves the house")
    llm_timeout_seconds: float = Field(
        default=30, gt=0, description="total for one artefact; what is not settled by then stays guided"
    )
    llm_passage_tokens: int = Field(default=1500, ge=0, description="most tokens of guidance in one prompt")
    llm_log_content: bool = Field(default=False, description="write prompts and answers to the log, for debugging only")
    contacts_file: Path | None = Field(default=None, description="whom refusals name; default: the shipped file")
    knowledge_dir: Path | None = Field(default=None, description="authored guidance; default: the shipped folder")

    @property
    def key(self) -> SecretStr | None:
        """The chat model's key, from its variable or its file.

        Raises:
            InvalidInput: if both are set or the file cannot be read.
        """
        path = self.llm_api_key_file
        if path is None:
            return self.llm_api_key
        if self.llm_api_key:
            raise InvalidInput("COMPANION_LLM_API_KEY_FILE", "", "COMPANION_LLM_API_KEY is set too; keep one of them")
        try:
            return SecretStr(path.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as problem:
            raise InvalidInput("COMPANION_LLM_API_KEY_FILE", "", f"{path} cannot be read as text") from problem


def explained(settings: Settings) -> Iterator[str]:
    """One line a setting: variable, value, where the value comes from, meaning."""
    for name, field in Settings.model_fields.items():
        origin = "set" if name in settings.model_fields_set else "default"
        value = getattr(settings, name)
        yield f"COMPANION_{name.upper()}={'' if value is None else value}  ({origin})  {field.description}"
