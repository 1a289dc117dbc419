"""python serve_real.py MODEL.gguf: an OpenAI-compatible llama.cpp server on a free port of 127.0.0.1, until stdin is closed."""

from __future__ import annotations

import os
import sys

import xllamacpp

wanted = xllamacpp.CommonParams()
wanted.model.path = sys.argv[1]
wanted.port = 0
wanted.n_ctx = 4096
wanted.n_parallel = 1
wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = 2
wanted.use_jinja = True
wanted.verbosity = -1
server = xllamacpp.Server(wanted)
print(server.listening_address, flush=True)
sys.stdin.read()
os._exit(0)
