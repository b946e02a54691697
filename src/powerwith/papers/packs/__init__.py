"""The trainer pack: everything for a workshop, from its run sheet and the bank, for the printer and the projector."""

from powerwith.papers.packs.document import docx
from powerwith.papers.packs.files import LARGE, files
from powerwith.papers.packs.gather import gather, most, outside
from powerwith.papers.packs.pieces import PackError
from powerwith.papers.packs.printed import pdf
from powerwith.papers.packs.slides import slides
from powerwith.papers.packs.where import addresses

__all__ = ["LARGE", "PackError", "addresses", "docx", "files", "gather", "most", "outside", "pdf", "slides"]
