"""Writes weights as a model folder that sentence-transformers opens: encoder, tokenizer, mean pooling, normalisation.

Everything is written as the formats have it, without importing PyTorch: a first run needs seconds, not a minute.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.embed.weights import Shape, Weights

QUERY, DOCUMENT = "query: ", "passage: "  # the prompts that multilingual-e5 was trained with

_BOS, _PAD, _EOS, _UNK, _MASK = "<s>", "<pad>", "</s>", "<unk>", "<mask>"
_MODULES = "sentence_transformers.models"
_EMBEDDINGS = {
    "word": "word_embeddings.weight",
    "pos": "position_embeddings.weight",
    "type": "token_type_embeddings.weight",
    "ln.w": "LayerNorm.weight",
    "ln.b": "LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_folder(folder: Path, weights: Weights) -> None:
    """Write everything that `SentenceTransformer(str(folder))` reads into the empty `folder`."""
    from safetensors.numpy import save_file

    tensors = dict(_named_as_in_bert(weights))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # like the other files: whoever may read the data folder
    _tokenizer(weights.pieces, weights.shape.positions).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _configuration(weights).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def _named_as_in_bert(weights: Weights) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for name, values in weights.tensors.items():
        group, rest = name.split(".", 1)
        if group == "emb":
            target = f"embeddings.{_EMBEDDINGS[rest]}"
        else:
            part, kind = rest.split(".")
            target = f"encoder.layer.{group[1:]}.{_LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"
        yield target, values.reshape(_dimensions(target, values.size, weights.shape))


def _dimensions(name: str, size: int, shape: Shape) -> tuple[int, ...]:
    """A matrix has as many columns as the numbers that go into it; all else is a row."""
    if name.endswith(".bias") or "LayerNorm" in name:
        return (size,)
    columns = shape.feed_forward if name.endswith("output.dense.weight") and "attention" not in name else shape.hidden
    return (size // columns, columns)


def _tokenizer(pieces: list[tuple[str, float]], positions: int) -> Any:
    """Rebuild the XLM-RoBERTa tokenizer from its pieces; longer texts are cut after `positions` tokens."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    ids = {piece: number for number, (piece, _) in enumerate(pieces)}
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=ids[_UNK], byte_fallback=False))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_BOS} $A {_EOS}",
        pair=f"{_BOS} $A {_EOS} {_EOS} $B {_EOS}",
        special_tokens=[(_BOS, ids[_BOS]), (_EOS, ids[_EOS])],
    )
    tokenizer.add_special_tokens([_BOS, _PAD, _EOS, _UNK, _MASK])
    tokenizer.enable_truncation(positions)
    return tokenizer


def _configuration(weights: Weights) -> dict[str, Any]:
    shape = weights.shape
    return {
        "config.json": _bert(shape, weights.epsilon),
        "tokenizer_config.json": _special_tokens(shape.positions),
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{_MODULES}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{_MODULES}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{_MODULES}.Normalize"},
        ],
        "sentence_bert_config.json": {"model_args": {"add_pooling_layer": False}},
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY, "document": DOCUMENT},
            "similarity_fn_name": "cosine",
        },
    }


def _bert(shape: Shape, epsilon: float) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": epsilon,
        "pad_token_id": 1,
        "dtype": "float32",
    }


def _special_tokens(positions: int) -> dict[str, Any]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": positions,
        "bos_token": _BOS,
        "cls_token": _BOS,
        "eos_token": _EOS,
        "sep_token": _EOS,
        "pad_token": _PAD,
        "unk_token": _UNK,
        "mask_token": _MASK,
    }
