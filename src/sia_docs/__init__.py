"""The documents that a hospital must produce when it uses an AI system.

The names below are the public API (docs/guides/python.md); anything else may change without notice.
They are imported when first used, so that ``import sia_docs`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sia_docs.api import (
        ChartesProduites,
        Contrat,
        DecisionInformation,
        Dossier,
        InformationProduite,
        Parc,
        Verification,
        build_charters,
        build_contract,
        build_falc,
        build_information,
        decide_information,
        explain,
        in_phase,
        load_dossier,
        load_inventaire,
        loads_dossier,
        save,
        verify,
    )
    from sia_docs.erreurs import SiaDocsError
    from sia_docs.generators.falc import FalcProduits
    from sia_docs.generators.mention import Mention, mention, toutes_les_mentions
    from sia_docs.writers.cda import write_cda
    from sia_docs.writers.docx import load_house, write_docx
    from sia_docs.writers.fhir import write_fhir
    from sia_docs.writers.html import write_html
    from sia_docs.writers.text import write_text

    __version__: str

__all__ = [
    "ChartesProduites", "Contrat", "DecisionInformation", "Dossier", "FalcProduits", "InformationProduite",
    "Mention", "Parc", "SiaDocsError", "Verification", "__version__", "build_charters", "build_contract",
    "build_falc", "build_information", "decide_information", "explain", "in_phase", "load_dossier",
    "load_house", "load_inventaire", "loads_dossier", "mention", "save", "toutes_les_mentions",
    "verify", "write_cda", "write_docx", "write_fhir", "write_html", "write_text",
]  # fmt: skip

_HOMES = {
    **dict.fromkeys(
        (
            "ChartesProduites", "Contrat", "DecisionInformation", "Dossier", "InformationProduite", "Parc",
            "Verification", "build_charters", "build_contract", "build_falc", "build_information",
            "decide_information", "explain", "in_phase", "load_dossier", "load_inventaire",
            "loads_dossier", "save", "verify",
        ),
        "sia_docs.api",
    ),
    **dict.fromkeys(("Mention", "mention", "toutes_les_mentions"), "sia_docs.generators.mention"),
    "FalcProduits": "sia_docs.generators.falc",
    "SiaDocsError": "sia_docs.erreurs",
    "write_cda": "sia_docs.writers.cda",
    "write_fhir": "sia_docs.writers.fhir",
    "load_house": "sia_docs.writers.docx",
    "write_docx": "sia_docs.writers.docx",
    "write_html": "sia_docs.writers.html",
    "write_text": "sia_docs.writers.text",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562)."""
    if name == "__version__":
        value: Any = _version()
    elif home := _HOMES.get(name):
        from importlib import import_module

        value = getattr(import_module(home), name)
    else:
        raise AttributeError(f"module 'sia_docs' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, whether imported yet or not."""
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("sia-docs")
    except PackageNotFoundError:
        return "non installé"
