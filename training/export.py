"""Write a trained network as int8 ONNX, with its card.

    python training/export.py FOLDER PACKAGE

FOLDER holds `reader.pt`; PACKAGE is `ingest/touchline/ingest/reader`.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from network import Reader
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from touchline.ingest.reader.windows import (
    COUPLE_FEATURES,
    NODE_TYPES,
    PAIR_FEATURES,
    PREDICATE_NAMES,
    STATUS_NAMES,
)


class _Couples(nn.Module):
    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, features, kinds):
        return self.net.couples(features, kinds)


def main() -> None:
    """Export, quantise, compare with torch."""
    folder, package = map(Path, sys.argv[1:3])
    state = torch.load(folder / "reader.pt", weights_only=True)
    net = Reader(state["encoder.words.weight"].shape[0], 1 + 2 * len(NODE_TYPES), PAIR_FEATURES, COUPLE_FEATURES,
                 len(PREDICATE_NAMES), len(STATUS_NAMES))  # fmt: skip
    net.load_state_dict(state)
    net.eval()
    rng = np.random.default_rng(0)
    pieces, nodes, pairs = 40, 6, 9
    spans = torch.from_numpy(rng.dirichlet(np.ones(pieces), nodes).astype(np.float32))
    sample = (torch.from_numpy(rng.integers(1000, 20000, pieces)), torch.from_numpy(rng.integers(0, 20, pieces)), spans,
              torch.from_numpy(rng.integers(0, nodes, (pairs, 2))), torch.rand(pairs, PAIR_FEATURES))  # fmt: skip
    names = ["ids", "types", "spans", "pairs", "features"]
    axes = {"ids": {0: "pieces"}, "types": {0: "pieces"}, "spans": {0: "nodes", 1: "pieces"}, "pairs": {0: "pairs"},
            "features": {0: "pairs"}, "scores": {0: "pairs"}, "statuses": {0: "pairs"}}  # fmt: skip
    with torch.no_grad():
        wanted = net(*sample)[0].numpy()
    card = {"sha256": {}}
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        torch.onnx.export(net, sample, str(full), input_names=names, output_names=["scores", "statuses"],
                          dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
        quantize_dynamic(str(full), str(package / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True,
                         reduce_range=True,  # 7 bits: sums of 8 saturate on processors without VNNI
                         op_types_to_quantize=["MatMul", "Gather", "Gemm"])  # fmt: skip
        torch.onnx.export(_Couples(net), (torch.rand(3, COUPLE_FEATURES), torch.rand(3, 2 * len(NODE_TYPES))),
                          str(package / "couples.onnx"), input_names=["features", "kinds"], output_names=["scores"],
                          dynamic_axes={"features": {0: "n"}, "kinds": {0: "n"}, "scores": {0: "n"}},
                          opset_version=17, dynamo=False)  # fmt: skip
        given = {n: t.numpy() for n, t in zip(names, sample, strict=True)}
        for path in (full, package / "reader.onnx"):
            got = InferenceSession(str(path)).run(None, given)[0]
            print(path.name, path.stat().st_size, "largest difference", np.abs(got - wanted).max())
    for name in ("reader.onnx", "couples.onnx"):
        card["sha256"][name] = hashlib.sha256((package / name).read_bytes()).hexdigest()
    if (folder / "card.json").exists():
        card |= json.loads((folder / "card.json").read_text("utf-8"))
    (package / "model.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
