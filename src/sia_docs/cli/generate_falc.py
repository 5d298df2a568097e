"""``sia-docs generer falc``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from sia_docs.api import build_falc
from sia_docs.cli.common import formats_of, identifiers_of, read_all
from sia_docs.cli.generate_information import report
from sia_docs.cli.produced import built_from, write_in_folder
from sia_docs.erreurs import LogoRefuse, PictogrammeInvalide, RelectureInvalide
from sia_docs.generators.falc import FalcProduits
from sia_docs.generators.falc_files import falc_files
from sia_docs.io.pictogrammes import refuse_without_pixels
from sia_docs.models import Dossier

_NOT_IN_A_DOSSIER = (LogoRefuse, PictogrammeInvalide, RelectureInvalide)


def run_falc(arguments: Namespace) -> int:
    """Produce the easy-to-read leaflets of one hospital; nothing is written if a dossier is refused."""
    formats = formats_of(arguments.formats)
    dossiers = read_all(arguments.dossiers)

    def build(chosen: Sequence[Dossier]) -> FalcProduits:
        return build_falc(
            chosen,
            ids=identifiers_of(arguments.documents),
            charte=arguments.charte,
            pictogrammes=arguments.pictogrammes,
            relectures=arguments.relectures,
            logo=arguments.logo_facile_a_lire,
        )

    produced = built_from(build, dossiers, arguments.dossiers, elsewhere=_NOT_IN_A_DOSSIER)
    if "docx" in formats:
        refuse_without_pixels(produced.images)
    made = falc_files(produced, formats, large=arguments.gros_caracteres, booklet=arguments.livret)
    files = write_in_folder(made, arguments)
    report(produced, files, as_json=arguments.json)
    if arguments.relectures and not arguments.json:
        _tell_readings(produced)
    return 0


def _tell_readings(produced: FalcProduits) -> None:
    """Which leaflets are validated, and what the others lack."""
    print("Relectures :")
    for made in produced.feuillets:
        print(f"  {made.document.title} : {made.etat.statut.libelle}.")
        for problem in (*made.etat.manques, *made.etat.reserves):
            print(f"    – {problem.message} {problem.remede}")
