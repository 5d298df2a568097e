"""No name in a consultation, no gap in a final version, the same bytes everywhere."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from documents.produits import EXEMPLES, Produit, attendus, cas, produit
from sia_docs.api import build_contract, in_phase, load_dossier
from sia_docs.erreurs import DocumentIncomplet
from sia_docs.generators.contract_files import file_stem

CONSULTATIONS = [nom for nom in cas() if "/consultation" in nom]

# ------------------------------------------------------------------------------------------- names

#: Where a dossier holds names, read from the YAML itself: nothing here comes from sia_docs.quality.leaks.
_NOMS = (
    ("fournisseur", "nom"),
    ("fournisseur", "fabricant"),
    ("fournisseur", "groupe_ultime"),
    ("fournisseur", "contact", "courriel"),
    ("fournisseur", "representant", "nom"),
    ("fournisseur", "hebergement", "nom"),
    ("systeme", "nom"),
    ("systeme", "version"),
    ("systeme", "modele_tiers_nom"),
    ("systeme", "udi_di"),
)
#: Words of a product name that anybody may write.
_COURANTS = {
    "for",
    "system",
    "documentation",
    "pulmonary",
    "embolism",
    "medical",
    "salles",
    "edition",
    "voice",
    "societe",
}


def noms(exemple: str) -> set[str]:
    """Names of the supplier, the product and their companions, and each rare word of them."""
    data: dict[str, Any] = yaml.safe_load((EXEMPLES / exemple / "dossier.yaml").read_text("utf-8"))
    found = {str(value) for path in _NOMS if isinstance(value := _at(data, path), str) and value != "inconnu"}
    found |= set(data["systeme"].get("autres_noms") or ())
    found |= {s["nom"] for s in data["fournisseur"].get("sous_traitants") or () if isinstance(s, dict)}
    words = {w for name in found for w in re.findall(r"[^\W\d][\w-]{4,}", name)}
    return {fold(n) for n in found | words if len(n) >= 4} - _COURANTS


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def fold(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text)
    return "".join(c for c in flat if not unicodedata.combining(c)).casefold()


def octets(document: Produit) -> Iterator[tuple[str, str]]:
    """Every readable byte of the files: each part of the Word file, the pages, the manifest, the file names."""
    for name, data in document.fichiers.items():
        yield f"nom du fichier {name}", name.replace("-", " ").replace("_", " ") + " " + name
        if name.endswith(".docx"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for part in archive.namelist():
                    xml = archive.read(part).decode("utf-8")
                    yield part, xml
                    # a name may be cut between two runs
                    yield f"texte de {part}", re.sub(r"<[^>]+>", "", xml)
        else:
            yield name, data.decode("utf-8")


@pytest.mark.parametrize("nom", CONSULTATIONS)
def test_no_file_of_a_consultation_holds_a_name(nom: str) -> None:
    forbidden = noms(nom.split("/")[0])
    assert len(forbidden) >= 3
    found = []
    for place, text in octets(produit(nom)):
        flat = fold(text)
        found += [(place, n) for n in sorted(forbidden) if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", flat)]
    assert found == []


@pytest.mark.parametrize("nom", CONSULTATIONS)
def test_the_same_search_finds_the_names_at_award(nom: str) -> None:
    """The search above can fail: at award the names are there."""
    exemple = nom.split("/")[0]
    whole = " ".join(fold(text) for _, text in octets(produit(f"{exemple}/attribution")))
    dossier = produit(nom).dossier
    assert fold(str(dossier.systeme.nom)) in whole and fold(str(dossier.fournisseur.nom)) in whole
    parts = dict(octets(produit(nom)))
    assert {"docProps/core.xml", "docProps/app.xml", "word/document.xml"} <= set(parts)


@pytest.mark.parametrize("nom", CONSULTATIONS)
def test_a_consultation_is_not_signed_and_asks_the_candidate(nom: str) -> None:
    document = produit(nom)
    assert "signatures" not in {h.id for h in document.titres}
    assert "À\u00a0compléter par le candidat" in document.texte


# ------------------------------------------------------------------------------------------- final


@pytest.mark.parametrize("exemple", sorted({nom.split("/")[0] for nom in cas()}))
def test_a_final_version_is_made_or_refused_with_the_list(exemple: str) -> None:
    dossier = in_phase(load_dossier(EXEMPLES / exemple / "dossier.yaml"), "attribution")
    if f"{exemple}/attribution/definitif" in attendus()["documents"]:
        contract = build_contract(dossier, definitif=True)
        assert contract.document.draft is False and contract.completude.bloquants == ()
        assert "[À\u00a0compléter" not in produit(f"{exemple}/attribution/definitif").texte
        return
    with pytest.raises(DocumentIncomplet) as refused:
        build_contract(dossier, definitif=True)
    listed = {p.champ for p in refused.value.problemes}
    assert {m.id for m in produit(f"{exemple}/attribution").contrat.completude.bloquants} <= listed
    assert all(p.remede for p in refused.value.problemes if "manquante" in p.message)


def test_a_draft_and_a_final_version_cannot_be_taken_for_one_another() -> None:
    draft, final = (produit(f"clinique-planification/attribution{end}") for end in ("", "/definitif"))
    assert "Projet" in draft.texte and not re.search(r"^Projet$", final.texte, re.MULTILINE)
    assert not set(draft.fichiers) & set(final.fichiers)


# ------------------------------------------------------------------------------------------- bytes


def test_two_processes_in_two_places_write_the_same_bytes(
    tmp_path: Path, processus: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    runs = (
        ({"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}, tmp_path),
        ({"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "20262026", "LC_ALL": "C"}, tmp_path / "autre dossier"),
    )
    made = []
    for rank, (changes, folder) in enumerate(runs):
        folder.mkdir(exist_ok=True)
        out = tmp_path / f"sortie-{rank}"
        dossiers = [EXEMPLES / e / "dossier.yaml" for e in sorted({n.split("/")[0] for n in cas()})]
        asked = ("--phase", "attribution", "--formats", "docx,html,txt,fragment", "--dans", out)
        done = processus("generer", "contrat", *dossiers, *asked, cwd=folder, **changes)
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert len(made[0]) == 15 and made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
    here = {
        n: d
        for nom in cas()
        if nom.count("/") == 1 and "attribution" in nom
        for n, d in produit(nom).fichiers.items()
    }
    assert [name for name in made[0] if made[0][name] != here[name]] == []


def test_the_manifest_tells_what_was_written(document: Produit) -> None:
    from hashlib import sha256

    manifest = json.loads(document.manifeste)
    files = {n: d for n, d in document.fichiers.items() if not n.endswith(".manifeste.json")}
    assert manifest["fichiers"] == {name: sha256(data).hexdigest() for name, data in files.items()}
    assert manifest["date_du_droit"] == document.dossier.date_du_droit.isoformat()
    stem = file_stem(document.dossier, definitif="definitif" in document.nom)
    assert all(name.startswith(stem) for name in document.fichiers)
