/* The library in a dialog, opened by the fields that choose a picture or documents, and by the editor of rich texts.
   Without this script the search of every relation remains, and is what holds the choice. */
(function () {
  "use strict";
  if (!window.cufDepot) return;
  const { creer, monter } = window.cufDepot;
  const NOMS = {
    image: { titre: "Médiathèque : images", un: "Choisir une image", autre: "Changer d’image", plusieurs: "Ajouter des images", rien: "Aucune image" },
    document: { titre: "Médiathèque : documents", un: "Choisir un document", autre: "Changer de document", plusieurs: "Ajouter des documents", rien: "Aucun document" },
    enregistrement: { titre: "Médiathèque : sons et vidéos" },
  };
  const RACCOURCIS = { image: [["", "Récentes"], ["moi", "Mes envois"], ["a-decrire", "À décrire"]], document: [["", "Récents"], ["moi", "Mes envois"]], enregistrement: [["", "Récents"], ["moi", "Mes envois"], ["a-transcrire", "À transcrire"]] };

  async function lire(adresse, parametres) {
    const reponse = await fetch(`${adresse}?${new URLSearchParams(parametres)}`, { headers: { "X-Requested-With": "fetch" } });
    if (!reponse.ok || reponse.redirected) throw new Error("La médiathèque ne répond pas : reconnectez-vous, ou réessayez.");
    return reponse.text();
  }

  const fiche = (carte) => ({ id: carte.dataset.cle, titre: carte.dataset.titre, adresse: carte.dataset.adresse, alt: carte.dataset.alt || "", mention: carte.dataset.mention || "" });

  /* Opens the library. Resolves to the rows chosen, in order; none when it is closed. */
  function ouvrir({ adresse, genre, plusieurs }) {
    const noms = NOMS[genre];
    const boite = creer("dialog", "mediatheque");
    boite.setAttribute("aria-labelledby", "mediatheque-titre");
    const tete = creer("div", "mediatheque__tete");
    const titre = creer("h2", "", noms.titre);
    titre.id = "mediatheque-titre";
    const fermer = creer("button", "mediatheque__fermer", "Fermer");
    fermer.type = "button";
    tete.append(titre, fermer);

    const barre = creer("div", "mediatheque__barre");
    const recherche = creer("input");
    recherche.type = "search";
    recherche.id = "mediatheque-mots";
    recherche.setAttribute("aria-describedby", "mediatheque-aide");
    const etiquette = creer("label", "", "Chercher");
    etiquette.htmlFor = recherche.id;
    const aide = creer("p", "help", "Un titre, un crédit, ou le pays, le thème, le titre du contenu où cela sert.");
    aide.id = "mediatheque-aide";
    const raccourcis = creer("div", "mediatheque__raccourcis");
    raccourcis.setAttribute("role", "group");
    raccourcis.setAttribute("aria-label", "Montrer");
    const mots = creer("div", "mediatheque__mots");
    mots.append(etiquette, recherche, aide);
    barre.append(mots, raccourcis);

    const depot = creer("div", "depot");
    depot.dataset.envoi = adresse.replace(/choisir\/$/, "envoyer/");
    depot.dataset.genre = genre;
    const grille = creer("div", `mediatheque__grille mediatheque__grille--${genre === "image" ? "image" : "document"}`);
    grille.setAttribute("role", "group");
    grille.setAttribute("aria-label", "Résultats");
    const annonce = creer("p", "mediatheque__annonce");
    annonce.setAttribute("role", "status");
    const corps = creer("div", "mediatheque__corps");
    corps.append(depot, annonce, grille);

    const pied = creer("div", "mediatheque__pied");
    const choisis = new Map();
    const valider = creer("button", "button default", "");
    valider.type = "button";
    const compte = creer("span", "mediatheque__compte");
    pied.append(compte, valider);
    pied.hidden = !plusieurs;
    boite.append(tete, barre, corps, pied);
    document.body.append(boite);

    let choix = "", numero = 0;
    const montrerLeCompte = () => {
      compte.textContent = choisis.size ? [...choisis.values()].map((une) => une.titre).join(", ") : "Touchez ce que vous voulez ajouter.";
      valider.textContent = choisis.size > 1 ? `Ajouter les ${choisis.size}` : "Ajouter";
      valider.disabled = !choisis.size;
    };

    async function charger(page) {
      const appel = ++numero;
      const parametres = { page };
      // Sounds and videos are documents, of which the dialog shows no other.
      if (genre === "enregistrement") parametres.seulement = "enregistrements";
      if (recherche.value.trim()) parametres.q = recherche.value.trim();
      if (choix) parametres.a = choix;
      grille.setAttribute("aria-busy", "true");
      try {
        const html = await lire(adresse, parametres);
        if (appel !== numero) return; // a later question was asked
        const suite = grille.querySelector(".mediatheque__suite");
        if (suite) suite.remove();
        if (page === 1) grille.replaceChildren();
        const avant = grille.querySelectorAll(".carte-media").length;
        grille.insertAdjacentHTML("beforeend", html);
        const cartes = [...grille.querySelectorAll(".carte-media")];
        if (plusieurs) cartes.forEach((carte) => carte.setAttribute("aria-pressed", String(choisis.has(carte.dataset.cle))));
        if (avant && cartes[avant]) cartes[avant].focus();
        annonce.textContent = parametres.q ? `${cartes.length} résultat${cartes.length > 1 ? "s" : ""} montré${cartes.length > 1 ? "s" : ""}` : "";
      } catch (erreur) {
        annonce.textContent = erreur.message;
      } finally {
        grille.removeAttribute("aria-busy");
      }
    }

    for (const [valeur, nom] of RACCOURCIS[genre]) {
      const bouton = creer("button", "mediatheque__raccourci", nom);
      bouton.type = "button";
      bouton.setAttribute("aria-pressed", String(!valeur));
      bouton.addEventListener("click", () => {
        choix = valeur;
        for (const autre of raccourcis.children) autre.setAttribute("aria-pressed", String(autre === bouton));
        charger(1);
      });
      raccourcis.append(bouton);
    }

    return new Promise((resolve) => {
      let rendu = [];
      const finir = (lignes) => { rendu = lignes; boite.close(); };
      const prendre = (une) => {
        if (!plusieurs) { finir([une]); return; }
        if (choisis.has(une.id)) choisis.delete(une.id);
        else choisis.set(une.id, une);
        montrerLeCompte();
      };
      grille.addEventListener("click", ({ target }) => {
        const suite = target.closest(".mediatheque__suite");
        if (suite) charger(Number(suite.dataset.page));
        const carte = target.closest(".carte-media");
        if (!carte) return;
        prendre(fiche(carte));
        if (plusieurs) carte.setAttribute("aria-pressed", String(choisis.has(carte.dataset.cle)));
      });
      depot.addEventListener("depot:recu", ({ target, detail }) => {
        const une = { id: String(detail.id), titre: detail.titre, adresse: detail.adresse, alt: detail.alt, mention: detail.mention };
        if (plusieurs) {
          choisis.set(une.id, une);
          montrerLeCompte();
          return;
        }
        const employer = creer("button", "button default", "L’employer");
        employer.type = "button";
        employer.addEventListener("click", () => finir([une]));
        target.querySelector(".depot__actions").prepend(employer);
        target.addEventListener("depot:dit", (evenement) => Object.assign(une, { titre: evenement.detail.titre, alt: evenement.detail.alt }));
      });
      depot.addEventListener("depot:dit", ({ detail }) => {
        const une = choisis.get(String(detail.id));
        if (une) Object.assign(une, { titre: detail.titre, alt: detail.alt });
        montrerLeCompte();
      });
      let attente;
      recherche.addEventListener("input", () => { clearTimeout(attente); attente = setTimeout(() => charger(1), 250); });
      recherche.addEventListener("keydown", (evenement) => { if (evenement.key === "Enter") { evenement.preventDefault(); charger(1); } });
      valider.addEventListener("click", () => finir([...choisis.values()]));
      fermer.addEventListener("click", () => finir([]));
      boite.addEventListener("click", ({ target }) => { if (target === boite) finir([]); });
      boite.addEventListener("close", () => { boite.remove(); resolve(rendu); });
      monter(depot);
      montrerLeCompte();
      boite.showModal();
      recherche.focus();
      charger(1);
    });
  }

  /* Puts cards and a button in place of the search of a field; its list of options holds the choice. */
  function habiller(liste) {
    if (liste.dataset.habillee || liste.name.includes("__prefix__")) return;
    liste.dataset.habillee = "oui";
    const { mediatheque: adresse, genre } = liste.dataset;
    const plusieurs = liste.multiple;
    const noms = NOMS[genre];
    const cadre = creer("div", `choix-media choix-media--${genre}`);
    const cartes = creer("ul", "choix-media__cartes");
    const bouton = creer("button", "button choix-media__choisir");
    bouton.type = "button";
    bouton.id = `${liste.id}_choisir`;
    cadre.append(cartes, bouton);
    const autour = liste.closest(".related-widget-wrapper") || liste;
    autour.classList.add("choix-media__source");
    autour.before(cadre);
    const etiquette = document.querySelector(`label[for="${CSS.escape(liste.id)}"]`);
    if (etiquette) {
      // The button keeps its own words as its name; the group has those of the field.
      etiquette.id = etiquette.id || `${liste.id}_etiquette`;
      cadre.setAttribute("role", "group");
      cadre.setAttribute("aria-labelledby", etiquette.id);
      etiquette.addEventListener("click", () => bouton.focus());
    }

    const choisies = () => [...liste.selectedOptions].filter((option) => option.value);
    const retirer = (cle) => {
      for (const option of choisies()) if (option.value === cle) option.selected = false;
      liste.dispatchEvent(new Event("change", { bubbles: true }));
      bouton.focus();
    };
    async function montrer() {
      const options = choisies();
      bouton.textContent = plusieurs ? noms.plusieurs : options.length ? noms.autre : noms.un;
      const voulues = options.map((option) => option.value);
      const vues = creer("div");
      if (voulues.length) {
        try {
          vues.innerHTML = await lire(adresse, voulues.map((cle) => ["cle", cle]));
        } catch { /* their names are enough */ }
      }
      cartes.replaceChildren(...options.map((option) => {
        const ligne = creer("li", "choix-media__carte");
        const vue = vues.querySelector(`[data-cle="${CSS.escape(option.value)}"]`);
        const lien = creer("a", "carte-media");
        if (vue) {
          lien.className = vue.className;
          lien.append(...vue.childNodes);
          lien.href = vue.dataset.fiche;
          lien.target = "_blank";
          lien.title = "Ouvrir sa fiche (nouvel onglet)";
        } else lien.textContent = option.text;
        const oter = creer("button", "choix-media__retirer", "Retirer");
        oter.type = "button";
        oter.setAttribute("aria-label", `Retirer ${option.text}`);
        oter.addEventListener("click", () => retirer(option.value));
        ligne.append(lien, oter);
        return ligne;
      }));
    }
    bouton.addEventListener("click", async () => {
      const lignes = await ouvrir({ adresse, genre, plusieurs });
      bouton.focus();
      if (!lignes.length) return;
      if (!plusieurs) choisies().forEach((option) => { option.selected = false; });
      for (const { id, titre } of lignes) {
        const connue = [...liste.options].find((option) => option.value === id);
        if (connue) connue.selected = true;
        else liste.add(new Option(titre, id, true, true));
      }
      liste.dispatchEvent(new Event("change", { bubbles: true }));
    });
    liste.addEventListener("change", montrer);
    montrer();
  }

  const chercher = (racine) => racine.querySelectorAll("select[data-mediatheque]").forEach(habiller);
  document.addEventListener("formset:added", ({ target }) => chercher(target));
  chercher(document);
  window.cufMediatheque = { ouvrir };
})();
