"""Write files all or nothing: the previous file stays intact, no remnant looks like a document."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from sia_docs.erreurs import EcritureImpossible, Probleme

PREFIXE = ".sia-docs-"
SUFFIXE = ".part"
RESTE_ANCIEN_S = 24 * 3600

_CAUSES = {
    "ENOSPC": ("le disque est plein", "Libérez de la place ou choisissez un autre dossier."),
    "EDQUOT": ("le quota du disque est atteint", "Libérez de la place ou choisissez un autre dossier."),
    "EACCES": (
        "l’écriture est refusée",
        "Fermez le fichier s’il est ouvert dans Word, ou vérifiez les droits du dossier.",
    ),
    "EPERM": (
        "l’écriture est refusée",
        "Fermez le fichier s’il est ouvert dans Word, ou vérifiez les droits du dossier.",
    ),
    "EROFS": ("le disque est en lecture seule", "Choisissez un autre dossier."),
    "ENOTDIR": ("un fichier porte le nom du dossier demandé", "Choisissez un autre dossier."),
    "EEXIST": ("un fichier porte le nom du dossier demandé", "Choisissez un autre dossier."),
    "EISDIR": ("un dossier porte le nom du fichier", "Renommez ce dossier."),
    "ENAMETOOLONG": ("le chemin est trop long", "Choisissez un dossier plus proche de la racine."),
    "ENOENT": ("le dossier n’existe pas", "Vérifiez le chemin."),
}


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files: all are written beside their targets and synced, then all are renamed.

    Raises:
        EcritureImpossible: with the path, the cause and a remedy; the previous files are intact
            (a failure between two renames leaves each file either old or new, never mixed).
    """
    parts: list[tuple[Path, Path]] = []
    current = Path()
    try:
        for target, data in files.items():
            current = target
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(21, "is a directory", str(target))
            parts.append((_write_part(target, data), target))
        for part, target in parts:
            current = target
            part.replace(target)
        for folder in {target.parent for target in files}:
            _sync_folder(folder)
    except OSError as error:
        raise ecriture_impossible(current, error) from None
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)


def _write_part(target: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=PREFIXE, suffix=SUFFIXE, dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes the file private; a document is shared like any other file of the folder.
        part.chmod(0o666 & ~_umask())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the renames durable where the system allows it (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def ecriture_impossible(target: Path, error: OSError) -> EcritureImpossible:
    """An error of the system, told with its cause and a remedy."""
    import errno

    code = errno.errorcode.get(error.errno or 0, "")
    cause, remedy = _CAUSES.get(code, ("l’écriture a échoué", "Réessayez ou choisissez un autre dossier."))
    return EcritureImpossible(
        Probleme(
            f"impossible d’écrire « {target} » : {cause}. Le fichier précédent, s’il existait, est intact.",
            remede=remedy,
        )
    )


def remove_old_parts(folder: Path) -> None:
    """Remove our temporary files older than a day (a killed run) from an output folder."""
    if not folder.is_dir():
        return
    limit = time.time() - RESTE_ANCIEN_S
    for part in folder.glob(f"{PREFIXE}*{SUFFIXE}"):
        with contextlib.suppress(OSError):
            if part.stat().st_mtime < limit:
                part.unlink()
