"""The documents that a rich text leads to by a link."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db.models import Func, UUIDField


class DocumentsCites(Func):
    """`documents_cites(text)`: the keys of the documents whose address a rich text holds."""

    function = "documents_cites"
    output_field = ArrayField(UUIDField())


def index_de_citations(champ="corps"):
    """Return the index by which the contents that cite a document in `champ` are found without reading every text."""
    return GinIndex(DocumentsCites(champ), name=f"%(class)s_cite_{champ}")
