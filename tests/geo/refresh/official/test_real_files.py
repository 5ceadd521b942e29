"""The real files of the national base, where their folder is named."""

from __future__ import annotations

from geo import __main__ as cli
from geo.sources import official


def test_the_real_file_is_published_looked_at_and_taken_back(
    extraits, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv(official.DOSSIER, str(tmp_path))
    path = str(extraits / "irve-statique_2024-07_cabbalr-call.csv")
    assert cli.main(["refresh", "irve", "--from", path, "--publish"]) == 1
    told = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "214 lignes lues = 214 gardées" in told
    assert "Par rapport à la copie livrée avec l’atlas (25/10/2025)" in told
    assert "- Les deux intercommunalités : la base nationale des IRVE déclare 691 points" in told
    assert "+ Les deux intercommunalités : la base nationale des IRVE déclare 214 points" in told
    assert (
        cli.main(
            ["refresh", "irve", "--from", path, "--publish", "--accept", "essai de juillet 2024"]
        )
        == 0
    )
    version = official.current("irve")
    assert len(version.table("points")) == 214
    assert len(version.table("stations")) == 80
    assert cli.main(["refresh", "irve", "--rollback"]) == 0
    assert official.current("irve") is None
