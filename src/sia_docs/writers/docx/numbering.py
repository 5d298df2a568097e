"""Live numbering: articles, annexes and lists, on top of what the house file already has."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from sia_docs.writers.docx.styles import StyleSheet
from sia_docs.writers.docx.xml import DECLARATION, W, append_children, insert, root_end, spans

ANNEXES = "SIA Annexes"
_DEPTHS = 3
EMPTY = f'{DECLARATION}<w:numbering xmlns:w="{W}"></w:numbering>'.encode()


@dataclass(frozen=True, slots=True)
class ListLevel:
    """Where a list of a given depth takes its look: an abstract numbering, a level, an indent."""

    abstract: int
    level: int
    left: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbering of a house file, ready for documents to add their own lists."""

    head: bytes
    tail: bytes
    next_num: int
    articles: int
    annexes: int
    direct: bool
    bullets: tuple[ListLevel, ...]
    numbers: tuple[ListLevel, ...]
    bullet: int
    """The list of all simple bulleted lists: bullets have nothing to start again."""

    def part(self, nums: list[str]) -> bytes:
        """``numbering.xml`` with the lists of one document."""
        return self.head + "".join(nums).encode("utf-8") + self.tail


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _val(element: ElementTree.Element | None) -> str:
    return "" if element is None else element.get(_w("val"), "")


class _Builder:
    """Reads the house numbering and adds what is missing."""

    def __init__(self, data: bytes, sheet: StyleSheet) -> None:
        self.data = data
        self.sheet = sheet
        root = ElementTree.fromstring(data)
        self.abstracts = {int(e.get(_w("abstractNumId"), "0")): e for e in root.iter(_w("abstractNum"))}
        self.nums = {
            int(e.get(_w("numId"), "0")): int(_val(e.find(_w("abstractNumId"))) or 0)
            for e in root.findall(_w("num"))
        }
        self.new_abstracts: list[str] = []
        self.new_nums: list[str] = []
        self.next_abstract = max(self.abstracts, default=-1) + 1
        self.next_num = max(self.nums, default=0) + 1

    def level_text(self, abstract: int, level: int) -> str:
        """The text of a level, e.g. « Article %1 »."""
        element = self.abstracts.get(abstract)
        for lvl in () if element is None else element.findall(_w("lvl")):
            if lvl.get(_w("ilvl")) == str(level):
                return _val(lvl.find(_w("lvlText")))
        return ""

    def left(self, abstract: int, level: int) -> int | None:
        """The left indent of a level, ``None`` when there is no such level."""
        element = self.abstracts.get(abstract)
        for lvl in () if element is None else element.findall(_w("lvl")):
            if lvl.get(_w("ilvl")) == str(level):
                ind = lvl.find(f"{_w('pPr')}/{_w('ind')}")
                text = "" if ind is None else ind.get(_w("left")) or ind.get(_w("start")) or ""
                return int(text) if text.isdigit() else 360
        return None

    def abstract(self, name: str, levels: list[str]) -> int:
        """Add an abstract numbering."""
        number = self.next_abstract
        self.next_abstract += 1
        self.new_abstracts.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="51A001{number % 256:02X}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:name w:val="{name}"/>{"".join(levels)}</w:abstractNum>'
        )
        return number

    def num(self, abstract: int) -> int:
        """Add a numbering instance."""
        number = self.next_num
        self.next_num += 1
        self.new_nums.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>')
        return number

    def articles(self) -> tuple[int, bool]:
        """The numbering of articles, and whether headings must name it one by one."""
        styles = [self.sheet.get(f"heading{level}") for level in (1, 2, 3)]
        first = styles[0]
        if first is not None and first.num_id is not None:
            abstract = self.nums.get(int(first.num_id), -1)
            if self.level_text(abstract, 0) == "Article %1" and self.level_text(abstract, 1) == "%1.%2":
                return int(first.num_id), False
        direct = any(style is not None and style.num_id is not None for style in styles)
        links = ["" if direct or s is None else f'<w:pStyle w:val="{s.id}"/>' for s in styles]
        texts = ("Article %1", "%1.%2", "%1.%2.%3")
        hangs = (0, 680, 850)
        levels = [
            _level(i, "decimal", text, hang, hang, links[i], "space" if i == 0 else "tab")
            for i, (text, hang) in enumerate(zip(texts, hangs, strict=True))
        ]
        number = self.num(self.abstract("SIA Articles", levels))
        if not direct:
            self.sheet.number_headings(number)
        return number, direct

    def annexes(self) -> int:
        """The numbering of annexes, the house's own if it carries our name."""
        for number, abstract in self.nums.items():
            if _val(self.abstracts[abstract].find(_w("name"))) == ANNEXES:
                return number
        return self.num(self.abstract(ANNEXES, [_level(0, "decimal", "Annexe %1", 0, 0, "", "space")]))

    def lists(self, key: str) -> tuple[ListLevel, ...]:
        """Levels of a kind of list: the house's where it has them, ours below."""
        style = self.sheet.get(key)
        house = -1
        if style is not None and style.num_id is not None:
            house = self.nums.get(int(style.num_id), -1)
        found: list[ListLevel] = []
        ours: int | None = None
        for depth in range(_DEPTHS):
            left = self.left(house, depth)
            if left is None or len(found) != depth:
                if ours is None:
                    ours = self.abstract(*_LISTS[key])
                left = _INDENTS[key][depth]
                found.append(ListLevel(ours, depth, left))
            else:
                found.append(ListLevel(house, depth, left))
        return tuple(found)


def _level(
    level: int, form: str, text: str, left: int, hanging: int, link: str = "", suffix: str = "tab"
) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{link}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


_INDENTS = {"bullet": (454, 794, 1134), "number": (510, 907, 1304)}
_LISTS = {
    "bullet": ("SIA Puces", [_level(i, "bullet", "•–·"[i], _INDENTS["bullet"][i], 284) for i in range(3)]),
    "number": (
        "SIA Numeros",
        [
            _level(i, form, text, _INDENTS["number"][i], 397)
            for i, (form, text) in enumerate(
                (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))
            )
        ],
    ),
}


def prepare(data: bytes, sheet: StyleSheet) -> Numbering:
    """Numbering of a house file; may link the heading styles of ``sheet`` to it."""
    builder = _Builder(data, sheet)
    articles, direct = builder.articles()
    annexes = builder.annexes()
    bullets, numbers = builder.lists("bullet"), builder.lists("number")
    bullet = builder.num(bullets[0].abstract)
    # the schema wants every abstractNum before the first num, and nums before anything else
    children = spans(data)
    firsts = [s.start for s in children if s.tag == f"{W} num"]
    late = [s.start for s in children if s.tag == f"{W} numIdMacAtCleanup"]
    if not children:
        data = append_children(data, "".join(builder.new_abstracts + builder.new_nums))
        end = root_end(data)
    else:
        close = late[0] if late else root_end(data)
        data = insert(data, close, "".join(builder.new_nums))
        end = close + len("".join(builder.new_nums).encode())
        abstracts = "".join(builder.new_abstracts)
        data = insert(data, firsts[0] if firsts else close, abstracts)
        end += len(abstracts.encode())
    return Numbering(
        data[:end], data[end:], builder.next_num, articles, annexes, direct, bullets, numbers, bullet
    )
