"""The reader's network, in torch, for training only.

A BERT encoder (MiniLM-L6-H384: Wang et al. 2020, "MiniLM: Deep Self-Attention Distillation") whose token-type table
tells what kind of entity each word piece belongs to; mention vectors are means over their pieces; the context of a pair
is pooled by the product of the two mentions' attention in the last layer (Zhou et al. 2021, "Document-Level Relation
Extraction with Adaptive Thresholding and Localized Context Pooling"). A pair of mentions gets a score for each
predicate and status; the scores of the pairs of one couple are summed by log-sum-exp, and features of the couple add.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

__all__ = ["Encoder", "Reader", "aggregate"]

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(pieces, hidden) -> the same, and the attention (heads, pieces, pieces)."""
        size = HIDDEN // HEADS
        q, k, v = (f(x).reshape(-1, HEADS, size).transpose(0, 1) for f in (self.query, self.key, self.value))
        attention = torch.softmax(q @ k.transpose(1, 2) / size**0.5, dim=-1)
        mixed = (attention @ v).transpose(0, 1).reshape(-1, HIDDEN)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x))))), attention


class Encoder(nn.Module):
    """Word pieces -> vectors and the last layer's attention."""

    def __init__(self, vocabulary: int, kinds: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.kinds = nn.Embedding(kinds, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """(pieces,), (pieces,) -> (pieces, hidden), (heads, pieces, pieces)."""
        x = self.words(ids) + self.places.weight[: ids.shape[0]] + self.kinds(types)
        x = self.drop(self.norm(x))
        attention = x
        for layer in self.layers:
            x, attention = layer(x)
        return x, attention

    def load(self, state: dict[str, Tensor]) -> None:
        """Take the weights of a Hugging Face BertModel."""
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "out": "attention.output.dense", "norm": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
        own = self.state_dict()
        own["words.weight"] = state["embeddings.word_embeddings.weight"]
        own["places.weight"] = state["embeddings.position_embeddings.weight"]
        own["kinds.weight"] = torch.randn_like(own["kinds.weight"]) * 0.02
        own["kinds.weight"] += state["embeddings.token_type_embeddings.weight"][0]
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = state[f"embeddings.LayerNorm.{part}"]
            for layer in range(LAYERS):
                for mine, theirs in names.items():
                    own[f"layers.{layer}.{mine}.{part}"] = state[f"encoder.layer.{layer}.{theirs}.{part}"]
        self.load_state_dict(own)


class Reader(nn.Module):
    """Scores of every pair of a window and of every couple."""

    def __init__(self, vocabulary: int, kinds: int, pair: int, couple: int, predicates: int, statuses: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, kinds)
        self.subject = nn.Linear(2 * HIDDEN, 256)
        self.object = nn.Linear(2 * HIDDEN, 256)
        self.hidden = nn.Linear(3 * 256 + pair, 256)
        self.predicate = nn.Linear(256, predicates)
        self.status = nn.Linear(256, predicates * statuses)
        self.couple = nn.Sequential(nn.Linear(couple + pair_types(pair), 128), nn.GELU(), nn.Dropout(0.1))
        self.couple_out = nn.Linear(128, predicates)
        self.drop = nn.Dropout(0.2)
        nn.init.constant_(self.predicate.bias, -3.0)

    def forward(
        self, ids: Tensor, types: Tensor, spans: Tensor, pairs: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """One window -> (pairs, predicates), (pairs, predicates · statuses)."""
        x, attention = self.encoder(ids, types)
        mentions = spans @ x
        looks = spans @ attention  # (heads, nodes, pieces)
        s, o = pairs[:, 0], pairs[:, 1]
        weights = (looks[:, s] * looks[:, o]).sum(0)
        context = (weights / (weights.sum(-1, keepdim=True) + 1e-9)) @ x
        left = torch.tanh(self.subject(torch.cat([mentions[s], context], -1)))
        right = torch.tanh(self.object(torch.cat([mentions[o], context], -1)))
        hidden = F.gelu(self.hidden(self.drop(torch.cat([left, right, left * right, features], -1))))
        hidden = self.drop(hidden)
        return self.predicate(hidden), self.status(hidden)

    def couples(self, features: Tensor, kinds: Tensor) -> Tensor:
        """(couples, features), (couples, 2·types) -> (couples, predicates), added to the pairs' scores."""
        return self.couple_out(self.couple(torch.cat([features, kinds], -1)))


def pair_types(pair: int) -> int:
    """How many of a pair's features are the one-hot types of its ends, which stand last."""
    del pair
    return 24


def aggregate(scores: Tensor, statuses: Tensor, couples: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Log-sum-exp over the pairs of each couple, and their statuses weighed by each pair's share.

    Args:
        scores: (pairs, predicates).
        statuses: (pairs, predicates, statuses).
        couples: (pairs,) in [0, count).
        count: Number of couples.
    """
    index = couples[:, None].expand_as(scores)
    top = torch.full((count, scores.shape[1]), -1e4).scatter_reduce(0, index, scores, "amax")
    weights = torch.exp(scores - top[couples])
    total = torch.zeros_like(top).index_add(0, couples, weights)
    share = weights / total[couples]
    mixed = torch.zeros(count, *statuses.shape[1:]).index_add(0, couples, share[..., None] * statuses)
    return top + torch.log(total + 1e-9), mixed
