"""What people take along as files: plans and portfolios, as documents, pages of HTML and text."""

from powerwith.papers.plans import PapersError, as_docx, as_html, choose, listed, written
from powerwith.papers.portfolios import FORMS, portfolio_file

__all__ = ["FORMS", "PapersError", "as_docx", "as_html", "choose", "listed", "portfolio_file", "written"]
