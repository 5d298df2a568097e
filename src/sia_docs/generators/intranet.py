"""The page of the hospital's intranet: choose, read and copy the sentence of a report. One file, no network.

Its words are in ``templates/patient_info/niveau2/intranet.yaml``, its look and its gestures in
``templates/house/mention.{html,css,js}``.  The sentences come from :mod:`sia_docs.generators.mention_pieces`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from string import Template
from typing import Any

from sia_docs.contenu import racine
from sia_docs.document.french import long_date
from sia_docs.generators.mention_pieces import page_data, words
from sia_docs.models import Dossier


def intranet_page(dossiers: Sequence[Dossier]) -> str:
    """The page for these systems, as HTML (guide HAS/CNIL 7.2, specific information).

    Raises:
        DossierInvalide: no system, or a system that the sentence cannot name; all faults at once.
    """
    return render(
        page_data(dossiers),
        etablissement=" – ".join(dict.fromkeys(d.etablissement.nom for d in dossiers)),
        day=long_date(max(d.date_document for d in dossiers)),
    )


def render(data: Mapping[str, Any], *, etablissement: str, day: str) -> str:
    """Put the data, the style and the script into the page."""
    style, script = _house("mention.css"), _house("mention.js")
    return Template(_house("mention.html")).substitute(
        etablissement=escape(etablissement),
        date=escape(day),
        source=escape(words()["page"]["source"]),
        par_defaut=escape(words()["messages"]["par_defaut"]),
        a_completer=escape(words()["messages"]["a_completer"]),
        style=style,
        empreinte_style=_fingerprint(style),
        script=script,
        empreinte_script=_fingerprint(script),
        donnees=json_in_html(data),
    )


def json_in_html(data: Any) -> str:
    """JSON that nothing in HTML can cut short: no ``<``, no ``&``, no line separator."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@cache
def _house(name: str) -> str:
    return (racine() / "templates" / "house" / name).read_text(encoding="utf-8")


def _fingerprint(text: str) -> str:
    """What the Content-Security-Policy of the page allows to run: this text and no other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
