"""Draw the PNG of each pictogram from its SVG, for Word: python tools/pictogrammes.py.

A browser draws them all on one page, cut into squares of 600 pixels.  Each PNG keeps the digest of its SVG:
a test refuses a drawing changed without its pixels.
"""

from __future__ import annotations

import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "templates" / "house" / "pictogrammes"
SIDE = 600
INK = "#1b2330"


def main() -> None:
    """Draw them all again."""
    drawings = sorted(FOLDER.glob("*.svg"))
    page = f"<style>body{{margin:0;color:{INK};background:#fff}}svg{{display:block;width:{SIDE}px;height:{SIDE}px}}</style>"
    page += "".join(path.read_text("utf-8") for path in drawings)
    with tempfile.TemporaryDirectory() as temporary:
        source, shot = Path(temporary, "planche.html"), Path(temporary, "planche.png")
        source.write_text(f"<!doctype html><meta charset=utf-8>{page}", "utf-8")
        subprocess.run(["node", str(ROOT / "tools" / "capture.mjs"), source, shot, str(SIDE)], check=True)
        sheet = Image.open(shot).convert("L")
    for rank, path in enumerate(drawings):
        square = sheet.crop((0, rank * SIDE, SIDE, (rank + 1) * SIDE))
        told = PngInfo()
        told.add_text("svg-sha256", sha256(path.read_bytes()).hexdigest())
        square.quantize(16, dither=Image.Dither.NONE).save(
            path.with_suffix(".png"), optimize=True, bits=4, pnginfo=told
        )


if __name__ == "__main__":
    main()
