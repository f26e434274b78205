"""Reading a MySQL or MariaDB server: « mysql://utilisateur:motdepasse@serveur:3306/base ». PyMySQL is asked for only here."""

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import unquote, urlsplit

from reprise_spip.sources.base import ErreurSource
from reprise_spip.sources.dump import Ligne, Table

PILOTE = "pymysql"
# Types of columns in the protocol of MySQL.
ENTIERS = (1, 2, 3, 8, 9, 13)
DECIMAUX = (0, 4, 5, 246)


def lire(adresse: str, retenues) -> Iterator[Table | Ligne]:
    """Give the tables of a server and their rows, as a dump would.

    Args:
        adresse: « mysql://… » or « mariadb://… ».
        retenues: says of the name of a table whether its rows are wanted.

    Raises:
        ErreurSource: the driver is missing, the address is no address, or the server does not answer.
    """
    pilote = _pilote()
    with closing(_connecter(pilote, adresse)) as connexion:
        try:
            with connexion.cursor() as curseur:
                curseur.execute("SHOW TABLES")
                noms = [nom for (nom,) in curseur.fetchall() if retenues(nom)]
            for nom in noms:
                # Row by row from the server: the default cursor holds the whole table.
                with connexion.cursor(pilote.cursors.SSCursor) as curseur:
                    curseur.execute(f"SELECT * FROM `{nom}`")
                    yield Table(nom, tuple(colonne[0] for colonne in curseur.description))
                    for ligne in curseur:
                        yield Ligne(nom, (), tuple(ligne))
        except pilote.MySQLError as erreur:
            raise ErreurSource(f"Le serveur a interrompu la lecture : {erreur}.") from erreur


def _pilote():
    if importlib.util.find_spec(PILOTE) is None:
        raise ErreurSource(
            "Pour lire un serveur MySQL ou MariaDB, installez d’abord PyMySQL (« pip install PyMySQL ») dans l’environnement du "
            "portail. Sinon, demandez un mysqldump : il se lit sans rien installer."
        )
    return importlib.import_module(PILOTE)


def _connecter(pilote, adresse):
    parties = urlsplit(adresse)
    try:
        port = parties.port or 3306
    except ValueError as erreur:
        raise ErreurSource("Dans cette adresse, le port n’est pas un nombre.") from erreur
    base = parties.path.strip("/")
    if not (parties.hostname and base):
        raise ErreurSource("Écrivez l’adresse en entier : mysql://utilisateur:motdepasse@serveur:3306/base.")
    try:
        return pilote.connect(
            host=parties.hostname,
            port=port,
            user=unquote(parties.username or ""),
            password=unquote(parties.password or ""),
            database=unquote(base),
            charset="utf8mb4",
            # Dates stay as a dump writes them: a year 0 is no date of Python.
            conv=dict.fromkeys(ENTIERS, int) | dict.fromkeys(DECIMAUX, float),
        )
    except pilote.MySQLError as erreur:
        raise ErreurSource(f"Le serveur {parties.hostname} ne répond pas à cette adresse : {erreur.args[-1]}.") from erreur
