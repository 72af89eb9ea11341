#!/bin/sh
# Compiles the two lock files from pyproject.toml: exact versions with hashes, for every platform, no addresses.
# torch is left out, with what only its CUDA builds need: its CPU and CUDA builds differ by machine,
# so set-up installs it by version alone (requirements/torch.txt).
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv-tools/bin/uv}
compile() { "$uv" pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-header -q "$@"; }
cuda=$(for p in torch triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti \
    nvidia-cuda-nvrtc nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand \
    nvidia-cusolver nvidia-cusparse nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink \
    nvidia-nvshmem-cu13 nvidia-nvtx; do printf ' --no-emit-package %s' "$p"; done)
compile --extra bot --extra test --python-version 3.10 -o requirements/bot.lock
# shellcheck disable=SC2086
compile --extra memory --extra test --extra dev --python-version 3.11 $cuda -o requirements/memory.lock
