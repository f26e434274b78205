/* The panel « Remarques » beside the form of a content: words are selected in a text, remarked upon, and found again later.
   What is written there leaves at once, by itself; whatever the site answers, what was typed stays. Passages are shown in the
   editor by markers that are no part of its text. The search of the words is that of redaction/ancres.py: blanks count for nothing. */
(function () {
  "use strict";
  const panneau = document.querySelector("[data-remarques]");
  const form = document.querySelector("#content-main form[method=post]");
  if (!panneau || !form) return;
  const CITATION = 600;
  const ENTOUR = 60;
  const CLE = "cuf-remarques-ouvert";
  const etroit = window.matchMedia("(max-width: 63.99rem)");

  const nu = (texte) => texte.replace(/\s+/g, "");
  const communs = (un, autre) => {
    let nombre = 0;
    while (nombre < Math.min(un.length, autre.length) && un[nombre] === autre[nombre]) nombre += 1;
    return nombre;
  };
  const inverse = (texte) => [...texte].reverse().join("");

  /* Return where the words stand in a text without blanks, or -1; of several places, the one with the most alike neighbours. */
  function retrouver(texte, { citation, avant, apres }) {
    let trouvee = -1;
    let note = -1;
    for (let ou = citation ? texte.indexOf(citation) : -1; ou >= 0; ou = texte.indexOf(citation, ou + 1)) {
      const voisins = communs(inverse(texte.slice(Math.max(0, ou - ENTOUR), ou)), inverse(avant))
        + communs(texte.slice(ou + citation.length), apres);
      if (voisins > note) [trouvee, note] = [ou, voisins];
    }
    return trouvee;
  }

  /* The letters of a part of a text in the editor, each with its place; a blank stands between two blocks. */
  function lettres(etendue) {
    const suite = [];
    for (const { type, item } of etendue.getWalker()) {
      if (type === "text") {
        for (let rang = 0; rang < item.data.length; rang += 1) {
          suite.push({ signe: item.data[rang], parent: item.parent, ou: item.startOffset + rang });
        }
      } else if (suite.length && suite.at(-1).signe !== " ") suite.push({ signe: " " });
    }
    return suite;
  }
  const enTexte = (suite) => suite.map(({ signe }) => signe).join("");

  const champ = (nom) => (nom ? form.elements[nom] : null);
  const entier = (editeur) => editeur.model.createRangeIn(editeur.model.document.getRoot());

  /* Return the range of the editor, or the two ends in a plain field, where the words of a remark stand; null where they do not. */
  function place(ancre) {
    const zone = champ(ancre.champ);
    if (!zone) return null;
    if (zone.editeur) {
      const pleines = lettres(entier(zone.editeur)).filter(({ signe }) => signe.trim());
      const ou = retrouver(enTexte(pleines), ancre);
      if (ou < 0) return null;
      const [debut, fin] = [pleines[ou], pleines[ou + ancre.citation.length - 1]];
      const modele = zone.editeur.model;
      return modele.createRange(modele.createPositionAt(debut.parent, debut.ou), modele.createPositionAt(fin.parent, fin.ou + 1));
    }
    const places = Array.from({ length: zone.value.length }, (_, rang) => rang).filter((rang) => zone.value[rang].trim());
    const ou = retrouver(places.map((rang) => zone.value[rang]).join(""), ancre);
    return ou < 0 ? null : [places[ou], places[ou + ancre.citation.length - 1] + 1];
  }

  const ancre = (remarque) => ({
    champ: remarque.dataset.champ,
    citation: nu(remarque.querySelector("blockquote")?.textContent || ""),
    avant: nu(remarque.dataset.avant),
    apres: nu(remarque.dataset.apres),
  });
  const remarques = () => [...panneau.querySelectorAll("[data-remarque]")].filter((une) => ancre(une).citation);

  /* Draw the passages of the open remarks in an editor; nothing of it is in the data. */
  const prets = new WeakSet();
  function marquer(editeur, nom) {
    if (!prets.has(editeur)) {
      prets.add(editeur);
      editeur.conversion.for("editingDowncast").markerToHighlight({ model: "remarque", view: { classes: ["passage-remarque"] } });
      editeur.conversion.for("editingDowncast").markerToHighlight({ model: "remarquee", view: { classes: ["passage-remarque--ici"] } });
    }
    editeur.model.change((ecriture) => {
      for (const marque of [...editeur.model.markers.getMarkersGroup("remarque")]) ecriture.removeMarker(marque);
      for (const une of remarques().filter((autre) => autre.dataset.champ === nom && !autre.closest(".remarques__resolues"))) {
        const range = place(ancre(une));
        if (range) ecriture.addMarker(`remarque:${une.dataset.remarque}`, { range, usingOperation: false, affectsData: false });
      }
    });
  }

  /* Say of each remark whether its words are still in what is typed now. */
  function relire() {
    for (const une of remarques()) {
      const zone = champ(une.dataset.champ);
      if (!zone || (zone.matches("[data-editeur]") && !zone.editeur)) continue;
      une.querySelector("[data-changee]").hidden = place(ancre(une)) !== null;
    }
    for (const zone of form.querySelectorAll("textarea[data-editeur]")) if (zone.editeur) marquer(zone.editeur, zone.name);
  }
  let attente = 0;
  const relireBientot = () => {
    clearTimeout(attente);
    attente = setTimeout(relire, 400);
  };

  function montrer(remarque) {
    const ou = place(ancre(remarque));
    const zone = champ(remarque.dataset.champ);
    if (!ou) return;
    // Where the panel covers the text, it gives way.
    if (etroit.matches) deplier(false);
    if (!zone.editeur) {
      zone.focus();
      zone.setSelectionRange(...ou);
      return;
    }
    const { model, editing } = zone.editeur;
    model.change((ecriture) => {
      for (const marque of [...model.markers.getMarkersGroup("remarquee")]) ecriture.removeMarker(marque);
      ecriture.addMarker("remarquee:ici", { range: ou, usingOperation: false, affectsData: false });
      ecriture.setSelection(ou.start);
    });
    zone.editeur.ui.view.element.scrollIntoView({ block: "nearest" });
    editing.view.focus();
    editing.view.scrollToTheSelection();
  }

  /* What is selected in a text of the form: its field, the words, and those around them. */
  function passage() {
    const actif = document.activeElement;
    const editeur = actif?.closest?.(".ck-editor__editable")?.ckeditorInstance;
    let [avant, citation, apres, nom] = ["", "", "", ""];
    if (editeur) {
      nom = editeur.sourceElement.name;
      const { model } = editeur;
      const choisie = model.document.selection.getFirstRange();
      const tout = entier(editeur);
      citation = enTexte(lettres(choisie));
      avant = enTexte(lettres(model.createRange(tout.start, choisie.start)));
      apres = enTexte(lettres(model.createRange(choisie.end, tout.end)));
    } else if (actif?.matches?.("input[type=text], textarea") && form.contains(actif)) {
      nom = actif.name;
      const { value, selectionStart: debut, selectionEnd: fin } = actif;
      [avant, citation, apres] = [value.slice(0, debut), value.slice(debut, fin), value.slice(fin)];
    }
    citation = citation.trim();
    if (!citation || !nom) return null;
    return { champ: nom, citation: citation.slice(0, CITATION), avant: avant.slice(-ENTOUR), apres: apres.slice(0, ENTOUR) };
  }

  // The two buttons at the edge of the window: the panel, and the words selected.
  const bord = document.createElement("div");
  bord.className = "remarques-bord";
  const ouvrir = document.createElement("button");
  ouvrir.type = "button";
  ouvrir.className = "button";
  ouvrir.setAttribute("aria-controls", panneau.id);
  const citer = document.createElement("button");
  citer.type = "button";
  citer.className = "button default";
  citer.textContent = "Remarquer ce passage";
  citer.title = "Ctrl + Alt + M";
  citer.hidden = true;
  bord.append(citer, ouvrir);
  panneau.before(bord);

  const compter = () => {
    const nombre = panneau.querySelectorAll(":scope > .remarques__liste > li").length;
    const clos = nombre ? `Remarques (${nombre})` : "Remarques";
    ouvrir.textContent = panneau.classList.contains("remarques--ouvert") ? "Fermer les remarques" : clos;
  };

  function deplier(oui) {
    panneau.classList.toggle("remarques--ouvert", oui);
    document.body.classList.toggle("avec-remarques", oui);
    ouvrir.setAttribute("aria-expanded", oui);
    sessionStorage.setItem(CLE, oui ? "1" : "");
    compter();
  }

  function citerLePassage() {
    const pris = passage();
    if (!pris) return;
    const nouvelle = panneau.querySelector(".remarques__nouvelle");
    for (const [nom, valeur] of Object.entries(pris)) nouvelle.elements[nom].value = valeur;
    deplier(true);
    citer.hidden = true;
    nouvelle.closest("details").open = true;
    nouvelle.elements.texte.focus();
  }

  /* Put what the site answers in place of the panel; what is typed elsewhere in it stays. */
  function remplacer(html, envoye) {
    const gardes = [...panneau.querySelectorAll("textarea")].filter((zone) => zone.value && zone.form !== envoye)
      .map(({ id, value }) => [id, value]);
    const ancres = [...panneau.querySelectorAll(".remarques__nouvelle input[type=hidden]")].map(({ name, value }) => [name, value]);
    const suite = new DOMParser().parseFromString(html, "text/html");
    panneau.replaceChildren(...suite.body.childNodes);
    for (const [id, value] of gardes) {
      const zone = document.getElementById(id);
      if (!zone) continue;
      zone.value = value;
      zone.closest("details")?.setAttribute("open", "");
    }
    const nouvelle = panneau.querySelector(".remarques__nouvelle");
    if (!envoye.matches(".remarques__nouvelle")) {
      for (const [nom, value] of ancres) if (["champ", "avant", "apres"].includes(nom)) nouvelle.elements[nom].value = value;
    }
    compter();
    relire();
  }

  function dire(envoye, texte, lien) {
    envoye.querySelector(".remarques__refus")?.remove();
    if (!texte) return;
    const avis = document.createElement("p");
    avis.className = "remarques__refus";
    avis.setAttribute("role", "alert");
    avis.textContent = texte;
    if (lien) {
      const ailleurs = document.createElement("a");
      Object.assign(ailleurs, { href: lien, target: "_blank", textContent: "Se connecter dans un autre onglet" });
      avis.append(" ", ailleurs);
    }
    envoye.append(avis);
  }

  let enCours = false;
  async function envoyer(envoye, bouton) {
    const zone = document.querySelector("[data-saisie]");
    const donnees = new FormData(envoye, bouton);
    try {
      // Whose session ended, or was opened by another, is asked first: the token of the page is of the day it was opened.
      const etat = await window.cufSaisie.etat([]);
      if (etat.compte !== zone.dataset.compte) {
        dire(envoye, "Votre session a expiré\u00a0: rien n’est perdu, reconnectez-vous avec le même compte, puis envoyez de nouveau.",
          zone.dataset.connexion);
        return;
      }
      donnees.set("csrfmiddlewaretoken", etat.csrf);
      const reponse = await fetch(envoye.action, {
        method: "POST", body: donnees, headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (reponse.ok || reponse.status === 422) {
        remplacer(await reponse.text(), envoye);
        panneau.querySelector(reponse.ok ? "#remarques-titre" : ".errorlist")?.scrollIntoView({ block: "nearest" });
        (reponse.ok ? panneau.querySelector("#remarques-titre") : panneau.querySelector(".errorlist ~ p textarea"))?.focus();
      } else if (reponse.status === 403) {
        dire(envoye, "Votre rôle ne permet pas, ou plus, de le faire\u00a0: rien n’est enregistré.");
      } else if (reponse.status === 404) {
        dire(envoye, "Cette remarque, ou ce contenu, n’existe plus\u00a0: copiez votre texte, puis rechargez la page.");
      } else throw new Error(`remarques : ${reponse.status}`);
    } catch {
      dire(envoye, "Le site ne répond pas\u00a0: rien n’est encore enregistré. Vérifiez votre connexion, puis envoyez de nouveau.");
    }
  }

  panneau.addEventListener("submit", async (evenement) => {
    evenement.preventDefault();
    if (enCours) return;
    enCours = true;
    await envoyer(evenement.target, evenement.submitter);
    enCours = false;
  });
  panneau.addEventListener("click", ({ target }) => {
    const bouton = target.closest("[data-montrer]");
    if (bouton) montrer(bouton.closest("[data-remarque]"));
  });
  ouvrir.addEventListener("click", () => deplier(!panneau.classList.contains("remarques--ouvert")));
  // The selection stays where it is while its button is pressed.
  citer.addEventListener("mousedown", (evenement) => evenement.preventDefault());
  citer.addEventListener("click", citerLePassage);
  // The editor reads the selection on the same event: it is asked once it has.
  let choix = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(choix);
    choix = setTimeout(() => { citer.hidden = !passage(); }, 80);
  });
  document.addEventListener("keydown", (evenement) => {
    if (!(evenement.ctrlKey && evenement.altKey && evenement.code === "KeyM")) return;
    evenement.preventDefault();
    citerLePassage();
  });
  form.addEventListener("input", relireBientot);
  form.addEventListener("editeur:monte", relire);
  window.addEventListener("beforeunload", (evenement) => {
    if ([...panneau.querySelectorAll("textarea[name=texte]")].some((zone) => zone.value !== zone.defaultValue)) evenement.preventDefault();
  });

  document.body.classList.add("remarques-vives");
  deplier(location.hash.startsWith("#remarque") || (sessionStorage.getItem(CLE) === "1" && !etroit.matches));
  relire();
  if (location.hash.startsWith("#remarque")) document.getElementById(location.hash.slice(1))?.scrollIntoView();
})();
