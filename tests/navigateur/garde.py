"""What the browser complained of while a test ran: no test passes over it without saying so."""

# Said in the console by the page that broke the policy, whatever Chromium itself logs.
TEMOIN_CSP = """
window.addEventListener("securitypolicyviolation", (e) => {
  console.error(`CSP : ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
}, true);
"""
# A request given up because the page was left, or its answer saved as a file, is no failure.
ABANDON = "net::ERR_ABORTED"


class Garde:
    """Listens to a browser profile, whatever pages it opens; `fautes`, one line each, fail the test at its end.

    A test that wants one says so, before (`attendre`) or after (`relever`).
    """

    def __init__(self, contexte, origine):
        self.fautes = []
        self.contexte = contexte
        self.origine = origine
        self._attendus = {}
        contexte.add_init_script(TEMOIN_CSP)
        contexte.on("console", self._console)
        contexte.on("weberror", lambda erreur: self._noter(f"script : {erreur.error}"))
        contexte.on("dialog", self._dialogue)
        contexte.on("request", self._requete)
        contexte.on("requestfailed", self._echec)
        contexte.on("response", self._reponse)
        contexte.on("page", lambda page: page.on("crash", lambda _: self._noter(f"page tombée : {page.url}")))

    def attendre(self, *debuts):
        """Expect the faults that begin so, from now on; each must come, or the test fails too."""
        self._attendus |= dict.fromkeys(debuts, False)

    def relever(self):
        """Return the faults seen and not expected, and forget them."""
        fautes, self.fautes = self.fautes, []
        return fautes

    def finir(self):
        """Close the browser profile; return the faults left, and those expected that never came."""
        for page in self.contexte.pages:
            # What the page has already said may still be on its way: an answer of it comes after.
            page.evaluate("() => 1")
        self.contexte.close()
        jamais = [f"attendu, jamais venu : {debut}" for debut, venu in self._attendus.items() if not venu]
        return self.relever() + jamais

    def _noter(self, faute):
        prevus = [debut for debut in self._attendus if faute.startswith(debut)]
        self._attendus |= dict.fromkeys(prevus, True)
        if not prevus:
            self.fautes.append(faute)

    def _console(self, message):
        # What could not be loaded is said once, with its address, by the answer or by its failure.
        if message.type in {"error", "assert"} and not message.text.startswith("Failed to load resource"):
            self._noter(f"console : {message.text} ({message.page.url if message.page else '?'})")

    def _dialogue(self, dialogue):
        self._noter(f"dialogue {dialogue.type} : {dialogue.message}")
        dialogue.accept()

    def _requete(self, requete):
        if not requete.url.startswith((f"{self.origine}/", "data:", "blob:")):
            self._noter(f"autre hôte : {requete.url}")

    def _echec(self, requete):
        if requete.failure != ABANDON:
            self._noter(f"échec {requete.failure} : {requete.url}")

    def _reponse(self, reponse):
        if reponse.status >= 400:
            self._noter(f"réponse {reponse.status} : {reponse.url}")
        page = reponse.request.is_navigation_request() and not 300 <= reponse.status < 400
        if page and "text/html" in reponse.headers.get("content-type", ""):
            if "script-src 'self'" not in reponse.headers.get("content-security-policy", ""):
                self._noter(f"sans CSP : {reponse.url}")
