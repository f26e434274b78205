/* A form is sent once the site answered that its writer is still signed in; else the sign-in is shown in place, whatever its steps,
   and the form leaves with a token of the new session. Another account never sends what this one typed. */
(function () {
  "use strict";
  const zone = document.querySelector("form [data-saisie]") || document.querySelector("[data-saisies]");
  if (!zone) return;
  const { compte, etat: adresse, connexion, reconnecte, cadre } = zone.dataset;

  /* Ask who is signed in, and which of these forms are written. Throws where the site does not answer. */
  window.cufSaisie.etat = async (jetons) => {
    const question = new URLSearchParams(jetons.map((jeton) => ["jeton", jeton]));
    const reponse = await fetch(`${adresse}?${question}`, { cache: "no-store" });
    if (!reponse.ok) throw new Error(`état : ${reponse.status}`);
    return reponse.json();
  };

  const form = zone.closest("form");
  if (!form) return;
  const avis = document.createElement("p");
  avis.className = "saisie__avis";
  avis.setAttribute("role", "alert");
  avis.hidden = true;
  zone.before(avis);
  const dire = (texte) => { avis.textContent = texte; avis.hidden = !texte; };

  let enCours = false;
  let pret = false;
  let bouton = null;
  let fenetre = null;

  function partir({ csrf }) {
    form.elements.csrfmiddlewaretoken.value = csrf;
    dire("");
    pret = true;
    form.requestSubmit(bouton?.isConnected ? bouton : null);
  }

  function abandonner() {
    enCours = false;
    fenetre?.remove();
    fenetre = null;
  }

  async function reessayer() {
    let etat;
    try {
      etat = await window.cufSaisie.etat([]);
    } catch {
      abandonner();
      dire("Le site ne répond pas\u00a0: rien n’est encore enregistré. Votre saisie est gardée sur cet ordinateur\u00a0; vérifiez votre "
        + "connexion, puis enregistrez de nouveau.");
      avis.scrollIntoView({ block: "nearest" });
      return;
    }
    if (etat.compte === compte) {
      fenetre?.remove();
      fenetre = null;
      partir(etat);
    } else demander(etat.compte !== "");
  }

  function phrase(autre) {
    const texte = document.createElement("p");
    texte.textContent = autre
      ? "Ce n’est pas avec ce compte que la page a été ouverte\u00a0: déconnectez-le, puis reconnectez-vous avec le vôtre. "
      : "Rien n’est perdu\u00a0: reconnectez-vous avec le même compte, et votre saisie sera enregistrée aussitôt. ";
    const lien = document.createElement("a");
    lien.href = autre ? "/" : connexion;
    lien.target = "_blank";
    lien.textContent = autre ? "Ouvrir le site dans un autre onglet" : "Se connecter dans un autre onglet";
    texte.append(lien);
    return texte;
  }

  function cadrer() {
    const vue = document.createElement("iframe");
    vue.title = "Connexion";
    vue.src = connexion;
    vue.addEventListener("load", () => {
      const page = vue.contentDocument;
      if (!page?.body) return; // refused: the link leads there in a tab
      if (page.location.pathname === reconnecte) {
        reessayer();
        return;
      }
      const feuille = page.createElement("link");
      feuille.rel = "stylesheet";
      feuille.href = cadre;
      page.head.append(feuille);
      if (page.activeElement?.matches("input")) return; // whoever types already keeps their place
      vue.focus();
      vue.contentWindow.focus();
      page.querySelector("main input:not([type=hidden])")?.focus();
    });
    return vue;
  }

  function demander(autre) {
    fenetre?.remove();
    fenetre = document.createElement("dialog");
    fenetre.className = "saisie-connexion";
    fenetre.setAttribute("aria-labelledby", "saisie-connexion-titre");
    const titre = document.createElement("h2");
    titre.id = "saisie-connexion-titre";
    titre.textContent = autre ? "Un autre compte est connecté" : "Votre session a expiré";
    const plusTard = document.createElement("button");
    plusTard.type = "button";
    plusTard.className = "button bouton bouton--second";
    plusTard.textContent = "Plus tard";
    plusTard.addEventListener("click", () => fenetre.close());
    fenetre.append(titre, phrase(autre), ...(autre ? [] : [cadrer()]), plusTard);
    fenetre.addEventListener("close", abandonner);
    document.body.append(fenetre);
    fenetre.showModal();
  }

  // Signed in from another tab: coming back is enough.
  window.addEventListener("focus", () => { if (fenetre) window.cufSaisie.etat([]).then((etat) => {
    if (fenetre && etat.compte === compte) reessayer();
  }).catch(() => {}); });

  document.addEventListener("submit", (evenement) => {
    if (evenement.target !== form || evenement.defaultPrevented) return;
    if (pret) {
      pret = false;
      window.cufSaisie.envoyer();
      return;
    }
    evenement.preventDefault();
    if (enCours) return;
    enCours = true;
    bouton = evenement.submitter;
    reessayer();
  });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) abandonner(); });
})();
