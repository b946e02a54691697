"""The routes of a conversation: drawn as a picture, and told as an outline."""

from powerwith.maps.drawing import picture
from powerwith.maps.outline import outline

__all__ = ["outline", "picture"]
