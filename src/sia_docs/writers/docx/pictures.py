"""Pictures of a document: their place in the line, their part, their relationship and content type."""

from __future__ import annotations

from hashlib import sha256

from sia_docs.document.images import picture
from sia_docs.writers.docx.house import House
from sia_docs.writers.docx.xml import R, attribute, root_end

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 36_000
"""English metric units in a millimetre."""
_FIRST_ID = 2_000_000
"""Above the ids of bookmarks and of content controls."""
_DECORATIVE = (
    f'<a:extLst xmlns:a="{_DRAWING}/main"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


class Pictures:
    """Collects the pictures of one document; the same bytes make one part."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.folder = house.document_path.rpartition("/")[0]
        self.parts: dict[str, bytes] = {}
        self.relations: dict[str, str] = {}
        self.kinds: dict[str, None] = {}
        self.count = 0

    def run(
        self,
        data: bytes,
        alt: str,
        width_mm: float,
        height_mm: float,
        *,
        decorative: bool = False,
        name: str = "",
    ) -> str:
        """The run that shows a picture, in the line of the text; ``name`` is what Word's list of objects shows."""
        if not decorative and not alt.strip():
            raise ValueError("a picture that says something needs an alternative text")
        rid = self._related(data)
        self.count += 1
        ident = self.house.first_id + _FIRST_ID + self.count
        size = f'cx="{round(width_mm * _EMU)}" cy="{round(height_mm * _EMU)}"'
        told = "" if decorative else attribute(alt)
        named = f'id="{ident}" name="{attribute(name) or f"Image {self.count}"}"'
        mark = f">{_DECORATIVE}</wp:docPr>" if decorative else "/>"
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" '
            f'distL="0" distR="0"><wp:extent {size}/><wp:docPr {named} descr="{told}"{mark}'
            f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
            f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData '
            f'uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr>'
            f'<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _related(self, data: bytes) -> str:
        kind = picture(data).kind
        name = f"sia-{sha256(data).hexdigest()[:12]}.{kind}"
        if name not in self.relations:
            self.kinds[kind] = None
            self.relations[name] = f"rIdSiaImage{len(self.relations) + 1}"
            self.parts[f"{self.folder}/media/{name}" if self.folder else f"media/{name}"] = data
        return self.relations[name]

    def related(self, rels: bytes) -> bytes:
        """The relationships of the document with those of its pictures."""
        added = "".join(
            f'<Relationship xmlns="{_RELS}" Id="{rid}" Type="{R}/image" Target="media/{name}"/>'
            for name, rid in self.relations.items()
        )
        end = root_end(rels)
        return rels[:end] + added.encode() + rels[end:]

    def declared(self, types: bytes) -> bytes:
        """The content types with those of the pictures, unless the house has them."""
        added = "".join(
            f'<Default xmlns="{_TYPES}" Extension="{kind}" ContentType="image/{kind}"/>'
            for kind in self.kinds
            if f'Extension="{kind}"'.encode() not in types
        )
        end = root_end(types)
        return types[:end] + added.encode() + types[end:]
