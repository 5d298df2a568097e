"""Write ``schemas/dossier.schema.json`` from the models and the parameters."""

from pathlib import Path

from sia_docs.io.atomic import write_all
from sia_docs.io.schema import schema_bytes
from sia_docs.library.load import load_library

target = Path(__file__).resolve().parents[1] / "schemas" / "dossier.schema.json"
write_all({target: schema_bytes(load_library().parametres)})
print(f"Écrit : {target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target.name}")
