"""The guided engine: plans artefacts from guidance cards, without a language model and always the same way."""
