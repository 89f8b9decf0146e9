"""Settings from the environment or `.env`, prefix COMPANION_; read once, in the entry points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can set; `companion settings` prints it with sources and meanings."""

    model_config = SettingsConfigDict(env_prefix="COMPANION_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(default=Path("var"), description="everything the product stores")
    embedding_model: str = Field(
        default="packaged-e5", description="packaged weights, or a sentence-transformers name or path"
    )
    contacts_file: Path | None = Field(default=None, description="whom refusals name; default: the shipped file")
    knowledge_dir: Path | None = Field(default=None, description="authored guidance; default: the shipped folder")


def explained(settings: Settings) -> Iterator[str]:
    """One line a setting: variable, value, where the value comes from, meaning."""
    for name, field in Settings.model_fields.items():
        origin = "set" if name in settings.model_fields_set else "default"
        value = getattr(settings, name)
        yield f"COMPANION_{name.upper()}={'' if value is None else value}  ({origin})  {field.description}"
