"""The points of PDF/UA-1 that a machine can check, on a file of ours: no validator is packaged.

Each fault begins with the number of its condition in the Matterhorn Protocol 1.1 (PDF Association),
which lists what fails PDF/UA-1 (ISO 14289-1). What a person alone can tell (is the alternative
right, is the order that of the eye) is not here. Outlines are asked of long documents by WCAG
(technique PDF2), not by PDF/UA.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

HEADING = re.compile(r"H([1-6])")
STANDARD = frozenset(
    {
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"),
        *("Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
        *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby"),
        *("RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    }
)
"""Types of structure that every reader knows (ISO 32000-1, 14.8.4)."""
INSIDE = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
}
"""What a table and a list may hold."""
UNDER = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}}
PAINTS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"sh", b"INLINE IMAGE"} | {
    *(b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
}
BEGINS, ENDS = {b"BDC", b"BMC"}, b"EMC"
LONG = 2
"""Pages beyond which a document has an outline."""


@dataclass(frozen=True)
class Part:
    """An element of the structure: its type once mapped, what it holds, where it stands."""

    kind: str
    element: DictionaryObject
    parent: str

    def told(self, name):
        """Return a text of the element, empty where it has none."""
        return str(self.element.get(name, "")).strip()

    def attribute(self, name):
        """Return an attribute of the element, from any of its owners."""
        owners = self.element.get("/A", ())
        owners = owners.get_object() if hasattr(owners, "get_object") else owners
        owners = owners if isinstance(owners, ArrayObject) else [owners] if owners else []
        known = [one.get_object() for one in owners]
        return next((one[name] for one in known if hasattr(one, "get") and name in one), None)


def kids(element):
    """Return what an element holds, resolved: elements, numbers, references."""
    held = element.get("/K", ())
    held = held.get_object() if hasattr(held, "get_object") else held
    held = held if isinstance(held, ArrayObject) else [held]
    return [one.get_object() if hasattr(one, "get_object") else one for one in held]


def parts(document):
    """Return every element of the structure, in the order of reading."""
    tree = document.root_object.get("/StructTreeRoot")
    if tree is None:
        return []
    tree = tree.get_object()
    roles = {str(k): str(v) for k, v in (tree.get("/RoleMap") or {}).items()}
    found = []

    def walk(element, parent):
        for kid in kids(element):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                kind = str(kid["/S"])
                part = Part(roles.get(kind, kind).removeprefix("/"), kid, parent)
                found.append(part)
                walk(kid, part.kind)

    walk(tree, "")
    return found


def of_the_document(document):
    """Return what the document says of itself that it should not, or does not say."""
    root = document.root_object
    marks = root.get("/MarkInfo", {})
    views = root.get("/ViewerPreferences", {})
    xmp = root["/Metadata"].get_object().get_data().decode() if "/Metadata" in root else ""
    told = {
        "01-001 not tagged": _is_true(marks.get("/Marked")) and "/StructTreeRoot" in root,
        "04-001 suspects": not _is_true(marks.get("/Suspects")),
        "06-001 no XMP metadata": xmp,
        "06-002 no PDF/UA identifier": re.search(r'pdfuaid:part(>|=")1', xmp),
        "06-003 no dc:title": re.search(r"<dc:title>.*?<rdf:li[^>]*>\s*\S", xmp, re.DOTALL),
        "07-001 DisplayDocTitle is not true": _is_true(views.get("/DisplayDocTitle")),
        "11-006 no language": str(root.get("/Lang", "")).startswith("fr"),
        "26-002 encrypted": not document.is_encrypted,
        "25-001 XFA": "/XFA" not in root.get("/AcroForm", {}),
        "PDF2 no outline": len(document.pages) <= LONG or document.outline,
    }
    return [fault for fault, right in told.items() if not right]


def _is_true(value):
    """Return whether a value is the boolean of PDF, which Python takes for true either way."""
    return getattr(value, "value", value) is True


def of_the_structure(found):
    """Return the faults of the elements, one by one."""
    faults = []
    for part in found:
        if part.kind not in STANDARD:
            faults.append(f"02-001 {part.kind} is not standard")
        if part.kind in {"Figure", "Formula"} and not (
            part.told("/Alt") or part.told("/ActualText")
        ):
            faults.append(f"13-004 {part.kind} without alternative")
        if (
            part.kind == "TH"
            and part.attribute("/Scope") is None
            and "/Headers" not in part.element
        ):
            faults.append("15-003 TH without scope")
        if part.parent in INSIDE and part.kind not in INSIDE[part.parent]:
            faults.append(f"09-004 {part.kind} in {part.parent}")
        if part.kind in UNDER and part.parent not in UNDER[part.kind]:
            faults.append(f"09-005 {part.kind} under {part.parent}")
    return faults + of_the_headings(found)


def of_the_headings(found):
    """Return where a heading skips a level: the first is of level 1."""
    levels = [int(match[1]) for part in found if (match := HEADING.fullmatch(part.kind))]
    if not levels:
        return ["14-002 no heading"]
    pairs = zip([0, *levels], levels, strict=False)
    return [f"14-003 H{after} after H{before}" for before, after in pairs if after > before + 1]


def of_the_fonts(document):
    """Return the fonts that are not in the file, or whose letters are not known."""
    faults, seen = [], set()

    def look(resources):
        for name, one in (resources.get("/Font", {}) or {}).items():
            font = one.get_object()
            inner = font.get("/DescendantFonts", [font])[0].get_object()
            descriptor = inner.get("/FontDescriptor", {})
            if font.get("/Subtype") != "/Type3" and not {
                *("/FontFile", "/FontFile2", "/FontFile3")
            } & set(descriptor.get_object() if descriptor else {}):
                faults.append(f"31-009 {name} {font.get('/BaseFont')} is not embedded")
            if "/ToUnicode" not in font:
                faults.append(f"31-027 {name} {font.get('/BaseFont')} has no ToUnicode")
        for one in (resources.get("/XObject", {}) or {}).values():
            drawn = one.get_object()
            if id(drawn) not in seen and "/Resources" in drawn:
                seen.add(id(drawn))
                look(drawn["/Resources"].get_object())

    for page in document.pages:
        look(page["/Resources"].get_object())
    return faults


def of_the_pages(document):
    """Return what the annotations of the pages lack."""
    faults = []
    for number, page in enumerate(document.pages, start=1):
        notes = [one.get_object() for one in page.get("/Annots", ())]
        if notes and page.get("/Tabs") != "/S":
            faults.append(f"28-008 page {number}: tab order is not that of the structure")
        for note in notes:
            if "/StructParent" not in note:
                faults.append(f"28-002 page {number}: annotation out of the structure")
            if not str(note.get("/Contents", "")).strip():
                faults.append(f"28-012 page {number}: link without a description")
    return faults


def of_the_drawings(document):
    """Give what is painted outside the structure."""
    for number, page in enumerate(document.pages, start=1):
        yield from (f"01-005 page {number}: {how}" for how in _unmarked(page, document))


def _unmarked(page, document):
    content = page.get_contents()
    if content is None:
        return
    marks = []
    for operands, operator in ContentStream(content, document).operations:
        if operator in BEGINS:
            marks.append(_is_mark(operands, page))
        elif operator == ENDS:
            marks.pop()
        elif operator in PAINTS and not any(marks):
            yield f"{operator.decode()} is neither tagged nor an artifact"


def _is_mark(operands, page):
    if operands[0] == "/Artifact":
        return True
    if len(operands) == 1:
        return False
    listed = operands[1]
    if not isinstance(listed, DictionaryObject):
        listed = page["/Resources"].get("/Properties", {}).get(listed, {}).get_object()
    return "/MCID" in listed


def faults(document):
    """Give all that a machine finds against a document, what costs most to look for last."""
    yield from of_the_document(document)
    yield from of_the_structure(parts(document))
    yield from of_the_fonts(document)
    yield from of_the_pages(document)
    yield from of_the_drawings(document)
