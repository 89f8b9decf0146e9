"""llama.cpp in this process: a model file answers through the OpenAI protocol on a loopback port."""

from __future__ import annotations

import atexit
import os
import secrets
import threading
from pathlib import Path
from typing import Any

from companion.errors import ModelProblem

_CONTEXT = 8192  # tokens: prompt and answer fit several times; a model's own limit may take all memory
_SEED = 1  # the same request gets the same answer


class LlamaServer:
    """Serves one GGUF file; starts at first use and stops with the process or by `stop`.

    A random key keeps other people of this machine away from it.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.key = secrets.token_urlsafe()
        self._path, self._name = path, name
        self._lock = threading.Lock()
        self._server: Any = None

    def base_url(self) -> str:
        """Return where the server listens; starts it when it is not running, which takes seconds.

        Raises:
            ModelProblem: if llama.cpp cannot load the file.
        """
        with self._lock:
            if self._server is None:
                self._server = self._started()
                atexit.register(self.stop)
            return f"{self._server.listening_address}/v1"

    def stop(self) -> None:
        """Stop the server and free the model's memory; a further call starts it again."""
        with self._lock:
            self._server = None  # the binding stops it when nobody holds it any more
            atexit.unregister(self.stop)

    def _started(self) -> Any:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.api_keys, params.ui, params.verbosity = [self.key], False, 0
        params.n_ctx, params.n_parallel, params.sampling.seed = _CONTEXT, 1, _SEED
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = _threads()
        try:
            return xllamacpp.Server(params)
        except RuntimeError as problem:
            raise ModelProblem("unreachable", self._name, "llama.cpp cannot load the file; is it GGUF?") from problem


def _threads() -> int:
    """Leave a core to others: llama.cpp's threads wait for each other, so one that is held up slows all by ten."""
    return max(1, (os.cpu_count() or 2) - 1)
