from mediatheque.models.document import Document
from mediatheque.models.illustre import Illustre
from mediatheque.models.image import Image

__all__ = ["Document", "Illustre", "Image"]
