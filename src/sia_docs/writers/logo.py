"""Room for the logo of the hospital, in millimetres: the same in Word and in HTML."""

from __future__ import annotations

from sia_docs.document.nodes import Layout

LOGO_MM = {
    Layout.FEUILLET: (50.0, 12.0),
    Layout.FALC: (50.0, 14.0),
    Layout.AFFICHE: (90.0, 30.0),
    Layout.CARTE: (30.0, 9.0),
}
"""Width and height, on A4 for a leaflet and on A3 for a poster."""
