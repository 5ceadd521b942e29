"""The set-up: an environment that is ours is made, one of another place is never emptied."""

from __future__ import annotations

import pytest

from outils import etapes


@pytest.fixture
def made(monkeypatch, tmp_path):
    """A checkout without environment; the commands that make one are told instead of run."""
    ran = []
    venv = tmp_path / "projet" / ".venv"
    venv.parent.mkdir()
    monkeypatch.setattr(etapes, "VENV", venv)
    monkeypatch.setattr(etapes, "STAMPS", venv / ".etapes")
    monkeypatch.setattr(etapes, "run", lambda command, **_: ran.append(command) or True)
    identities = iter([None, "ici 3.11"])
    monkeypatch.setattr(etapes, "venv_identity", lambda: next(identities))
    return ran


def test_an_environment_is_made_where_there_is_none(made):
    etapes.ensure_venv()
    assert made == [[etapes.sys.executable, "-m", "venv", "--clear", etapes.VENV]]
    assert etapes.is_done(etapes.STAMPS / "venv", "ici 3.11")


def test_an_environment_of_another_place_is_never_emptied(made, tmp_path):
    other = tmp_path / "autre" / ".venv"
    other.mkdir(parents=True)
    etapes.VENV.symlink_to(other)
    with pytest.raises(etapes.StepError, match=r"rm \.venv"):
        etapes.ensure_venv()
    assert made == []


def test_an_environment_of_another_place_is_used_where_it_works(made, monkeypatch, tmp_path):
    other = tmp_path / "autre" / ".venv"
    other.mkdir(parents=True)
    etapes.VENV.symlink_to(other)
    etapes.mark_done(other / ".etapes" / "venv", f"{other} 3.11")
    monkeypatch.setattr(etapes, "venv_identity", lambda: f"{other} 3.11")
    etapes.ensure_venv()
    assert made == []
