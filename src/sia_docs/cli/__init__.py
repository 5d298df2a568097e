"""The command line: ``sia-docs``. It only calls the public functions, and imports them late."""

from __future__ import annotations

import sys
from collections.abc import Sequence

OK, REFUSE, USAGE, ECRITURE, INTERROMPU = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code (documented in ``sia-docs --help``)."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a pipe may be in a code page without « ’ » or « À ».
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    from sia_docs.cli.parser import build_parser

    arguments = build_parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        print("Interrompu : rien n’a été écrit à moitié.", file=sys.stderr)
        return INTERROMPU
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except Exception as error:
        return _failure(error, as_json=getattr(arguments, "json", False))


def _failure(error: Exception, *, as_json: bool) -> int:
    """One message for a person; a traceback only for a fault of ours."""
    from pathlib import Path

    from sia_docs.erreurs import EcritureImpossible, SiaDocsError
    from sia_docs.io.atomic import ecriture_impossible

    if isinstance(error, OSError):
        # Looking at a path may fail too (no right on a parent folder, path too long).
        error = ecriture_impossible(Path(error.filename or "?"), error)
    if not isinstance(error, SiaDocsError):
        raise error
    if as_json:
        import json

        print(json.dumps({"erreurs": [p.as_dict() for p in error.problemes]}, ensure_ascii=False, indent=2))
    else:
        count = len(error.problemes)
        print(f"Erreur : {count} problèmes." if count > 1 else "Erreur :", file=sys.stderr)
        for problem in error.problemes:
            print(f"  – {problem}", file=sys.stderr)
    return ECRITURE if isinstance(error, EcritureImpossible) else REFUSE
