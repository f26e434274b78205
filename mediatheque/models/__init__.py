from mediatheque.models.document import Document
from mediatheque.models.illustre import Illustre
from mediatheque.models.image import FichierRemplace, Image

__all__ = ["Document", "FichierRemplace", "Illustre", "Image"]
