"""Write ``schemas/*.schema.json`` from the models and the parameters."""

import json
from pathlib import Path

from sia_docs.io.atomic import write_all
from sia_docs.io.schema import model_schema_bytes, schema_bytes
from sia_docs.library.load import load_library
from sia_docs.library.mentions_schema import mentions_schema
from sia_docs.models.inventaire import Inventaire
from sia_docs.models.relecture_falc import RegistreRelectures, ReponsesFalc

folder = Path(__file__).resolve().parents[1] / "schemas"
mentions = json.dumps(mentions_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
files = {
    folder / "dossier.schema.json": schema_bytes(load_library().parametres),
    folder / "inventaire.schema.json": model_schema_bytes(Inventaire, "Inventaire sia-docs"),
    folder / "mentions.schema.json": mentions.encode(),
    folder / "relectures-falc.schema.json": model_schema_bytes(RegistreRelectures, "Relectures FALC"),
    folder / "reponses-falc.schema.json": model_schema_bytes(ReponsesFalc, "Réponses d’une relecture FALC"),
}
write_all(files)
for target in files:
    print(f"Écrit : {target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target.name}")
