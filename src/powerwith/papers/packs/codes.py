"""Codes for a phone's camera, made here: no page asks another host for them."""

import io

import segno


def svg(address: str) -> str:
    """The code as a picture that can stand inside a page."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4)


def png(address: str) -> bytes:
    """The code as a picture for a document."""
    held = io.BytesIO()
    segno.make(address, error="m", micro=False).save(held, kind="png", scale=8, border=4)
    return held.getvalue()


def says(title: str) -> str:
    """What somebody hears who cannot see the code; the address stands below it in words."""
    return f"Code that opens {title}"
