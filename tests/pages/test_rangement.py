"""The pages put in order on one screen."""

from pages.models import Page
from socle.models import Journal
from tests.fabriques import PageFabrique

RANGER = "/admin/pages/page/ranger/"


def test_pages_are_numbered_and_the_menu_follows(client_editrice, client_redactrice):
    une, autre = (PageFabrique(titre=titre, menu=Page.Menu.PRINCIPAL) for titre in ("Aaa", "Bbb"))
    assert RANGER in client_editrice.get("/admin/pages/page/").text
    assert RANGER not in client_redactrice.get("/admin/pages/page/").text
    page = client_editrice.get(RANGER)
    assert page.text.index("Aaa") < page.text.index("Bbb")
    page = client_editrice.post(RANGER, {f"rang-{une.pk}": "2", f"rang-{autre.pk}": "1"}, follow=True)
    assert page.text.index(">Bbb") < page.text.index(">Aaa")
    assert [*Page.objects.order_by("ordre").filter(pk__in=[une.pk, autre.pk])] == [autre, une]
    assert Journal.objects.filter(action="ranger").count() == 2
    # Sent as it is, it writes nothing.
    client_editrice.post(RANGER, {f"rang-{une.pk}": "2", f"rang-{autre.pk}": "1"})
    assert Journal.objects.filter(action="ranger").count() == 2
    assert client_redactrice.post(RANGER, {f"rang-{une.pk}": "9"}).status_code == 403


def test_a_place_that_is_none_is_said_and_nothing_moves(client_editrice):
    une = PageFabrique(ordre=3)
    for envoi in ({f"rang-{une.pk}": "x"}, {f"rang-{une.pk}": "100000"}, {"rang-x": "1"}, {f"rang-{une.pk}": "-1"}):
        assert "Une place est un nombre" in client_editrice.post(RANGER, envoi).text
    une.refresh_from_db()
    assert une.ordre == 3
