/* Links to what the portal holds, found by its title (redaction/cibles.py). The text keeps a reference, `data-objet`, beside the
   address: the page leads where the row is when it is read (redaction/references.py). */
(function () {
  "use strict";
  const CK = window.CKEDITOR;
  if (!CK) return;
  const OBJET = "linkObjet";
  const ATTENTE = 250; // milliseconds without a key, before asking
  const creer = (nom, classe, texte) => {
    const element = document.createElement(nom);
    if (classe) element.className = classe;
    if (texte) element.textContent = texte;
    return element;
  };

  async function chercher(adresse, mots) {
    const reponse = await fetch(`${adresse}?${new URLSearchParams({ q: mots })}`, { headers: { "X-Requested-With": "fetch" } });
    if (!reponse.ok || reponse.redirected) throw new Error("La recherche ne répond pas : reconnectez-vous, ou réessayez.");
    return (await reponse.json()).lignes;
  }

  /* Opens the search. Resolves to the row chosen, or to null. */
  function ouvrir({ adresse, titre }) {
    const boite = creer("dialog", "recherche-lien");
    boite.setAttribute("aria-labelledby", "recherche-lien-titre");
    const tete = creer("div", "recherche-lien__tete");
    const nom = creer("h2", "", titre);
    nom.id = "recherche-lien-titre";
    const fermer = creer("button", "recherche-lien__fermer", "Fermer");
    fermer.type = "button";
    tete.append(nom, fermer);
    const etiquette = creer("label", "", "Mots du titre");
    const champ = creer("input");
    champ.type = "search";
    champ.id = "recherche-lien-mots";
    champ.autocomplete = "off";
    etiquette.htmlFor = champ.id;
    const annonce = creer("p", "recherche-lien__annonce", "Une actualité, un événement, un document, une collectivité, un groupe, un pays…");
    annonce.setAttribute("role", "status");
    const liste = creer("ul", "recherche-lien__liste");
    boite.append(tete, etiquette, champ, annonce, liste);
    document.body.append(boite);

    return new Promise((resoudre) => {
      let attente = 0, numero = 0;
      const finir = (ligne) => {
        clearTimeout(attente);
        boite.close();
        boite.remove();
        resoudre(ligne);
      };
      const montrer = (lignes) => {
        annonce.textContent = !lignes.length ? "Rien ne porte ces mots." : lignes.length === 1 ? "1 résultat" : `${lignes.length} résultats`;
        liste.replaceChildren(...lignes.map((ligne) => {
          const element = creer("li");
          const bouton = creer("button", "recherche-lien__ligne");
          bouton.type = "button";
          bouton.append(creer("span", "recherche-lien__genre", ligne.mention), creer("span", "recherche-lien__nom", ligne.titre));
          if (!ligne.en_ligne) bouton.append(creer("span", "recherche-lien__hors-ligne", "pas en ligne : les lecteurs verront le texte, sans lien"));
          bouton.addEventListener("click", () => finir(ligne));
          element.append(bouton);
          return element;
        }));
      };
      const demander = async () => {
        const appel = ++numero, mots = champ.value.trim();
        if (!mots) return;
        try {
          const lignes = await chercher(adresse, mots);
          if (appel === numero) montrer(lignes);
        } catch (erreur) {
          annonce.textContent = erreur.message;
        }
      };
      champ.addEventListener("input", () => { clearTimeout(attente); attente = setTimeout(demander, ATTENTE); });
      // Neither the form behind nor the first result is sent by « Entrée »: it searches at once.
      champ.addEventListener("keydown", (evenement) => {
        if (evenement.key === "Enter") { evenement.preventDefault(); clearTimeout(attente); demander(); }
      });
      // From the words to the results and among them by the arrows too.
      boite.addEventListener("keydown", (evenement) => {
        // A search field would empty itself first.
        if (evenement.key === "Escape") { evenement.preventDefault(); finir(null); }
        const sens = { ArrowDown: 1, ArrowUp: -1 }[evenement.key];
        if (!sens) return;
        const arrets = [champ, ...liste.querySelectorAll("button")];
        const suivant = arrets[arrets.indexOf(document.activeElement) + sens];
        if (suivant) { evenement.preventDefault(); suivant.focus(); }
      });
      fermer.addEventListener("click", () => finir(null));
      boite.addEventListener("cancel", (evenement) => { evenement.preventDefault(); finir(null); });
      boite.showModal();
      champ.focus();
    });
  }
  window.cufRechercheDeLien = ouvrir;

  /* The plug-in. In the model the reference goes with the address it was chosen with: an address typed over it ends it. */
  window.cufLiensInternes = (adresse) => function LiensInternes(editor) {
    editor.model.schema.extend("$text", { allowAttributes: OBJET });
    editor.model.schema.setAttributeProperties(OBJET, { isFormatting: true });
    editor.conversion.for("upcast").elementToAttribute({
      view: { name: "a", attributes: { "data-objet": /./ } },
      model: {
        key: OBJET,
        value: (vue) => `${vue.getAttribute("data-objet")} ${vue.getAttribute("href") || ""}`,
      },
    });
    editor.conversion.for("downcast").attributeToElement({
      model: OBJET,
      // The priority of the link itself: both are then one element.
      view: (valeur, { writer }) => valeur && writer.createAttributeElement("a", { "data-objet": valeur.split(" ")[0] }, { priority: 5 }),
    });
    editor.model.document.registerPostFixer((ecriture) => {
      let change = false;
      for (const { type, range, position, length } of editor.model.document.differ.getChanges()) {
        const zone = range || (type === "insert" && position && ecriture.createRange(position, position.getShiftedBy(length)));
        if (!zone) continue;
        for (const item of zone.getItems()) {
          const objet = item.is("$textProxy") && item.getAttribute(OBJET);
          if (objet && objet.slice(objet.indexOf(" ") + 1) !== (item.getAttribute("linkHref") || "")) {
            ecriture.removeAttribute(OBJET, item);
            change = true;
          }
        }
      }
      return change;
    });

    async function lier() {
      const selection = editor.model.document.selection;
      const plages = [...selection.getRanges()].map((plage) => plage.clone());
      const ligne = await ouvrir({ adresse, titre: "Lien vers le portail" });
      editor.editing.view.focus();
      if (!ligne) return;
      editor.model.change((ecriture) => {
        ecriture.setSelection(plages);
        const attributs = { linkHref: ligne.adresse, [OBJET]: `${ligne.objet} ${ligne.adresse}` };
        if (selection.isCollapsed && !selection.hasAttribute("linkHref")) {
          const mots = ecriture.createText(ligne.titre, { ...Object.fromEntries(selection.getAttributes()), ...attributs });
          const plage = editor.model.insertContent(mots, selection);
          ecriture.setSelection(plage.end);
        } else {
          const zones = selection.isCollapsed
            ? [CK.findAttributeRange(selection.getFirstPosition(), "linkHref", selection.getAttribute("linkHref"), editor.model)]
            : [...editor.model.schema.getValidRanges(selection.getRanges(), "linkHref")];
          for (const zone of zones) for (const [nom, valeur] of Object.entries(attributs)) ecriture.setAttribute(nom, valeur, zone);
        }
        for (const nom of Object.keys(attributs)) ecriture.removeSelectionAttribute(nom);
      });
    }

    editor.ui.componentFactory.add("lienInterne", (langue) => {
      const bouton = new CK.ButtonView(langue);
      bouton.set({ label: "Lien vers le portail", icon: CK.IconBookmark, tooltip: true, keystroke: "Ctrl+Shift+K" });
      bouton.bind("isEnabled").to(editor.commands.get("link"));
      bouton.on("execute", lier);
      return bouton;
    });
    editor.keystrokes.set("Ctrl+Shift+K", (_, annuler) => { annuler(); lier(); });
  };
})();
