"""The Word writer: a document tree poured into a house file.

``write_docx`` is pure: the same document and the same house give the same bytes.
"""

from sia_docs.writers.docx.errors import HouseError
from sia_docs.writers.docx.house import House, default_house, default_house_bytes, load_house
from sia_docs.writers.docx.writer import write_docx

__all__ = ["House", "HouseError", "default_house", "default_house_bytes", "load_house", "write_docx"]
