"""``sia-docs falc reponses``: read the answers of a reading session, sum them up, keep them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sia_docs.cli.common import print_json
from sia_docs.document.french import long_date
from sia_docs.erreurs import Probleme, SiaDocsError
from sia_docs.io.atomic import write_all
from sia_docs.io.relecture_falc import load_answers, register_bytes, register_if_any
from sia_docs.library.falc_relecture import load_reading_texts
from sia_docs.models.relecture_falc import LigneLue, PictogrammeTeste, QuestionPosee
from sia_docs.rules.reponses_falc import Bilan, avec_relecture, bilan


def run_answers(arguments: Namespace) -> int:
    """Sum up each session and put it in the register; nothing is written if one file is refused."""
    target = Path(arguments.registre)
    problems: list[Probleme] = []
    found: list[Bilan] = []
    for path in arguments.reponses:
        try:
            found.append(bilan(load_answers(path)))
        except SiaDocsError as error:
            problems.extend(error.problemes)
    try:
        register = register_if_any(target)
    except SiaDocsError as error:
        problems.extend(error.problemes)
    if problems:
        raise SiaDocsError(problems)
    for session in found:
        register = avec_relecture(register, session.relecture)
    if register is not None:
        write_all({target: register_bytes(register, load_reading_texts().trousse.registre)})
    if arguments.json:
        print_json({"registre": str(target), "relectures": [_as_dict(session) for session in found]})
    else:
        for session in found:
            _print(session)
        print(f"Registre : {target}")
    return 0


def _as_dict(session: Bilan) -> dict[str, Any]:
    record = session.relecture
    return {
        "document": record.document,
        "systeme": record.systeme,
        "statut": session.etat.statut.value,
        "lignes_a_reprendre": [
            {"ligne": line.ligne, "texte": line.texte, "remarque": line.remarque}
            for line in session.lignes_a_reprendre
        ],
        "questions_manquees": [question.question for question in session.questions_manquees],
        "images_a_changer": [
            {"idee": picture.idee, "vu": picture.vu} for picture in session.images_a_changer
        ],
        "sans_reponse": list(session.sans_reponse),
        "manques": [problem.as_dict() for problem in session.etat.manques],
        "reserves": [problem.as_dict() for problem in session.etat.reserves],
    }


def _print(session: Bilan) -> None:
    record = session.relecture
    name = f"{record.document} ({record.systeme})" if record.systeme else record.document
    day = f", le {long_date(record.date)}" if record.date else ""
    where = f", {record.structure}" if record.structure else ""
    print(f"{name}{day}{where} : {session.etat.statut.libelle}.")
    _list("Lignes à reprendre", map(_line, session.lignes_a_reprendre))
    _list("Questions manquées", map(_question, session.questions_manquees))
    _list("Images à changer", map(_picture, session.images_a_changer))
    if session.sans_reponse:
        print(f"  Sans réponse ({len(session.sans_reponse)}) : {', '.join(session.sans_reponse)}.")
    _list("Ce qui manque pour valider", map(_missing, session.etat.manques))
    _list("À faire aussi", map(_missing, session.etat.reserves))


def _list(title: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if told:
        print(f"  {title} ({len(told)}) :")
    for line in told:
        print(f"    – {line}")


def _line(line: LigneLue) -> str:
    remark = f" Remarque : {line.remarque}" if line.remarque else ""
    return f"ligne {line.ligne} : « {line.texte} »{remark}"


def _question(question: QuestionPosee) -> str:
    said = f" Réponse : {question.reponse}" if question.reponse else ""
    return f"« {question.question} »{said}"


def _picture(picture: PictogrammeTeste) -> str:
    seen = f" : les lecteurs voient « {picture.vu} »" if picture.vu else ""
    return f"{picture.idee}{seen}"


def _missing(problem: Probleme) -> str:
    received = f" ({problem.recu})" if problem.recu and problem.champ != "texte_compris" else ""
    return f"{problem.message.removesuffix('.')}{received}. {problem.remede}"
