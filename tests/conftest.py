"""The people of every test, and the clients they browse with.

Bob is référent of Aix-en-Provence, an adhérent in the groups Japon and Arménie; Charlie, of an adhérent in neither; Dana is an
agent of a collectivité that is not adhérent. Staff: redactrice writes, editrice publishes, administratrice does everything.
"""

import asyncio
import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from tests.fabriques import (
    AdhesionFabrique,
    CollectiviteFabrique,
    GroupeFabrique,
    PaysFabrique,
    RattachementFabrique,
    UtilisateurFabrique,
)


@pytest.fixture(autouse=True)
def rien_de_garde():
    """Keep no page from one test to the next."""
    cache.clear()


@pytest.fixture
def client_de():
    """Return a function giving a client signed in as a user."""

    def ouvrir(utilisateur):
        client = Client()
        client.force_login(utilisateur, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return ouvrir


@pytest.fixture
def japon(db):
    return PaysFabrique(alpha2="JP")


@pytest.fixture
def armenie(db):
    return PaysFabrique(alpha2="AM")


@pytest.fixture
def aix(db):
    """Bob's collectivité, an adhérent."""
    return AdhesionFabrique(collectivite__nom="Ville d’Aix-en-Provence", collectivite__slug="aix-en-provence").collectivite


@pytest.fixture
def colombes(db):
    """Charlie's collectivité, an adhérent too."""
    return AdhesionFabrique(collectivite__nom="Ville de Colombes", collectivite__slug="colombes").collectivite


@pytest.fixture
def billere(db):
    """Dana's collectivité, not an adhérent."""
    return CollectiviteFabrique(nom="Ville de Billère", slug="billere")


@pytest.fixture
def groupe_japon(aix, japon):
    """The country group whose only member is Bob's collectivité."""
    return GroupeFabrique(nom="Groupe-pays Japon", slug="japon", pays=[japon], membres=[aix])


@pytest.fixture
def groupe_armenie(aix, armenie):
    return GroupeFabrique(nom="Groupe-pays Arménie", slug="armenie", pays=[armenie], membres=[aix])


@pytest.fixture
def bob(aix, groupe_japon, groupe_armenie):
    return RattachementFabrique(utilisateur__courriel="bob@exemple.test", utilisateur__prenom="Bob", collectivite=aix).utilisateur


@pytest.fixture
def charlie(colombes):
    return RattachementFabrique(
        utilisateur__courriel="charlie@exemple.test", utilisateur__prenom="Charlie", collectivite=colombes
    ).utilisateur


@pytest.fixture
def dana(billere):
    return RattachementFabrique(
        utilisateur__courriel="dana@exemple.test", utilisateur__prenom="Dana", collectivite=billere, role="agent"
    ).utilisateur


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Give the test database the staff roles once rather than for each test."""
    with django_db_blocker.unblock():
        call_command("synchroniser_roles", verbosity=0)


@pytest.fixture
def roles(db):
    """The three staff roles, with their rights; made again after a test that emptied the database."""
    if not Group.objects.exists():
        call_command("synchroniser_roles", verbosity=0)


def _equipe(prenom, role):
    utilisateur = UtilisateurFabrique(courriel=f"{prenom}@exemple.test", prenom=prenom.capitalize(), is_staff=True)
    utilisateur.groups.add(Group.objects.get(name=role))
    return utilisateur


@pytest.fixture
def redactrice(roles):
    return _equipe("redactrice", "Rédaction")


@pytest.fixture
def editrice(roles):
    return _equipe("editrice", "Édition")


@pytest.fixture
def administratrice(roles):
    return _equipe("administratrice", "Administration")


@pytest.fixture
def visiteur():
    """A client of nobody."""
    return Client()


@pytest.fixture
def membre(bob, client_de):
    """Bob's client."""
    return client_de(bob)


@pytest.fixture
def etranger(charlie, client_de):
    """Charlie's client: a member, but a stranger to what is Bob's."""
    return client_de(charlie)


@pytest.fixture
def agent(dana, client_de):
    """Dana's client."""
    return client_de(dana)


@pytest.fixture
def client_redactrice(redactrice, client_de):
    return client_de(redactrice)


@pytest.fixture
def client_editrice(editrice, client_de):
    return client_de(editrice)


@pytest.fixture
def client_administratrice(administratrice, client_de):
    return client_de(administratrice)


class BoiteSmtp:
    """A real mail server on this machine; `recus` holds (recipients, bytes) of each message, `port` where it listens.

    `reponses` says what it answers to a command instead of yes; `muet` is the command after which it says no more, `coupe` the
    one after which it hangs up; `lenteur`, the seconds it takes to answer to a message.
    """

    def __init__(self):
        self.recus = []
        self.reponses = {}
        self.muet = self.coupe = None
        self.lenteur = 0
        with socket.socket() as prise:
            prise.bind(("127.0.0.1", 0))
            self.port = prise.getsockname()[1]

    async def _repondre(self, commande, server, oui="250 OK"):
        if self.muet == commande:
            await asyncio.sleep(3600)
        if self.coupe == commande:
            server.transport.abort()
        return self.reponses.get(commande, oui)

    # The names and their order are aiosmtpd's.
    async def handle_EHLO(self, server, session, enveloppe, nom, reponses):  # noqa: N802
        session.host_name = nom
        await self._repondre("EHLO", server)
        return reponses

    async def handle_MAIL(self, server, session, enveloppe, adresse, options):  # noqa: N802
        enveloppe.mail_from = adresse
        return await self._repondre("MAIL", server)

    async def handle_RCPT(self, server, session, enveloppe, adresse, options):  # noqa: N802
        reponse = await self._repondre("RCPT", server)
        if reponse.startswith("250"):
            enveloppe.rcpt_tos.append(adresse)
        return reponse

    async def handle_DATA(self, server, session, enveloppe):  # noqa: N802
        await asyncio.sleep(self.lenteur)
        if "DATA" not in self.reponses:
            self.recus.append((enveloppe.rcpt_tos, enveloppe.content))
        return await self._repondre("DATA", server)


@pytest.fixture
def boite_smtp():
    boite = BoiteSmtp()
    refuser = AuthResult(success=False, handled=False)
    serveur = Controller(
        boite, hostname="127.0.0.1", port=boite.port, auth_require_tls=False, authenticator=lambda *details: refuser
    )
    serveur.start()
    yield boite
    serveur.stop()
