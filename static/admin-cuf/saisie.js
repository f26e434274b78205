/* Nothing typed is lost: each form marked by {% garder_saisie %} is kept in this browser as one types, for this account only, and
   offered again until the site says that it received it (decision 031).
   Texts are in localStorage: it is written at once, where IndexedDB may be cut short by a tab that closes. */
(function () {
  "use strict";
  const { TEMOINS, ecart, enMots, libelle, lire, poser } = window.cufSaisie;
  const PREFIXE = "cuf-saisie:";
  const JOURS = 30; // kept, of a form that nobody takes up again
  const RYTHME = 1500; // milliseconds between two looks at what is typed: scripts fill fields without telling

  const zone = document.querySelector("form [data-saisie]") || document.querySelector("[data-saisies]");
  if (!zone) return;
  const form = zone.closest("form");
  const { compte } = zone.dataset;

  const lues = () => Object.keys(localStorage).filter((cle) => cle.startsWith(PREFIXE)).map((cle) => {
    try {
      return { cle, ...JSON.parse(localStorage.getItem(cle)) };
    } catch {
      return { cle, le: 0 };
    }
  });
  const effacer = (cle) => {
    localStorage.removeItem(cle);
    window.cufSaisie.fichiers.effacer(cle);
  };
  const miennes = () => lues().filter(({ cle }) => cle.startsWith(`${PREFIXE}${compte}:`)).sort((une, autre) => autre.le - une.le);
  const jetonDe = (cle) => cle.slice(cle.lastIndexOf(":") + 1);

  function purger() {
    for (const { cle, le } of lues()) if (Date.now() - le > JOURS * 86_400_000) effacer(cle);
  }

  /* Forget what the site says it wrote: a form sent is not a form received. */
  async function oublierLesRecues() {
    const jetons = miennes().map(({ cle }) => jetonDe(cle)).slice(0, 50);
    if (!jetons.length) return;
    try {
      const etat = await window.cufSaisie.etat(jetons);
      if (etat.compte === compte) for (const { cle } of miennes()) if (etat.recus.includes(jetonDe(cle))) effacer(cle);
    } catch {
      // No network: nothing is forgotten.
    }
  }

  function quand(le) {
    const moment = new Date(le);
    const jour = moment.toLocaleDateString("fr-FR", { day: "numeric", month: "long" }).replace(/^1 /, "1ᵉʳ ");
    return `du ${jour} à ${moment.getHours()}\u00a0h\u00a0${String(moment.getMinutes()).padStart(2, "0")}`;
  }

  function element(balise, texte = "", attributs = {}) {
    const un = document.createElement(balise);
    un.textContent = texte;
    for (const [nom, valeur] of Object.entries(attributs)) un.setAttribute(nom, valeur);
    return un;
  }

  /* On the home page of the back office: where something was typed and not saved. */
  async function lister() {
    await oublierLesRecues();
    const liste = element("ul");
    for (const { adresse, titre, le } of miennes()) {
      const ligne = element("li");
      ligne.append(element("a", titre, { href: adresse }), `, saisie ${quand(le)}`);
      liste.append(ligne);
    }
    zone.hidden = !("liste" in zone.dataset) || !liste.children.length;
    zone.replaceChildren(element("p", "Ce que vous aviez saisi ici n’a pas été enregistré :"), liste);
  }

  purger();
  if (!form) {
    lister();
    return;
  }

  const jeton = () => form.elements.jeton_envoi.value;
  const maCle = () => `${PREFIXE}${compte}:${location.pathname}:${jeton()}`;
  const base = lire(form, { defaut: true });
  const version = zone.dataset.version || form.elements.empreinte?.value || "";
  const temoins = Object.fromEntries(TEMOINS.filter((nom) => form.elements[nom]).map((nom) => [nom, form.elements[nom].value]));
  let avant = zone.dataset.precedent ? miennes().find(({ cle }) => jetonDe(cle) === zone.dataset.precedent) : null;
  // A form shown again after a refusal says in its own fields what was typed: all of it, where nothing was kept.
  let herite = zone.dataset.precedent ? avant?.ecart || lire(form, { defaut: true }) : null;
  let vu = version;
  let envoi = false;
  let derniere = "null"; // what was last kept, as it is written

  const change = () => ecart(form, base, lire(form), herite);

  function garder() {
    const saisi = change();
    const dit = JSON.stringify(saisi);
    if (dit === derniere) return undefined;
    if (!saisi) {
      derniere = dit;
      return effacer(maCle());
    }
    const entree = JSON.stringify({
      le: Date.now(), adresse: location.pathname, titre: document.querySelector("h1")?.textContent.trim() || document.title,
      version: vu, temoins, ecart: saisi,
    });
    for (;;) {
      try {
        localStorage.setItem(maCle(), entree);
        derniere = dit;
        window.cufSaisie.fichiers.garder(maCle(), form);
        return undefined;
      } catch {
        // Full: the oldest of what is kept here, whoever's, gives its place.
        const ancienne = lues().filter(({ cle }) => cle !== maCle()).sort((une, autre) => une.le - autre.le)[0];
        if (!ancienne) return undefined;
        effacer(ancienne.cle);
      }
    }
  }
  // This tab says that it is alive: what is being typed here is not offered to another one.
  const occuper = () => navigator.locks?.request(maCle(), () => new Promise(() => {}));

  function detail({ ecart: { champs, lignes } }) {
    const liste = element("dl");
    const dire = (nom, texte) => liste.append(element("dt", nom), element("dd", enMots(texte).trim() || "(vide)"));
    for (const [nom, texte] of Object.entries(champs)) dire(libelle(form, nom), texte);
    for (const [prefixe, { existantes, nouvelles }] of Object.entries(lignes)) {
      const titre = document.querySelector(`#${CSS.escape(prefixe)}-group :is(h2, h3)`)?.textContent.trim() || "Lignes";
      const dites = (ligne) => Object.entries(ligne).filter(([nom, texte]) => nom !== "empreinte" && texte.length)
        .map(([, texte]) => enMots(texte)).join(" · ");
      for (const ligne of Object.values(existantes)) dire(`${titre}\u00a0: ligne changée`, dites(ligne));
      for (const ligne of nouvelles) if (ligne) dire(`${titre}\u00a0: ligne ajoutée`, dites(ligne));
    }
    const plus = element("details");
    plus.append(element("summary", "Voir ce qui a été gardé"), liste);
    return plus;
  }

  async function reprendre(entree) {
    const perdus = poser(form, entree.ecart);
    if (entree.version !== version) {
      // Saved by its former version, it is refused and compared: what is new is never overwritten unseen.
      for (const [nom, texte] of Object.entries(entree.temoins)) if (form.elements[nom]) form.elements[nom].value = texte;
      vu = entree.version;
      Object.assign(temoins, entree.temoins);
    }
    const rendus = await window.cufSaisie.fichiers.rendre(entree.cle, form);
    garder();
    effacer(entree.cle);
    const restent = perdus.filter((nom) => !rendus.includes(nom)).map((nom) => libelle(form, nom));
    zone.replaceChildren(element("p", restent.length
      ? `Votre saisie est reprise, sauf : ${[...new Set(restent)].join(", ")}. À remettre, puis à enregistrer.`
      : "Votre saisie est reprise : relisez, puis enregistrez.", { role: "status" }));
    zone.querySelector("p").tabIndex = -1;
    zone.querySelector("p").focus();
  }

  async function occupees() {
    const { held = [] } = (await navigator.locks?.query()) || {};
    return held.map(({ name }) => name);
  }

  async function proposer() {
    await oublierLesRecues();
    const ailleurs = await occupees();
    const entree = miennes().find(({ cle, adresse }) => adresse === location.pathname && cle !== maCle() && !ailleurs.includes(cle));
    zone.hidden = !entree;
    if (!entree) return zone.replaceChildren();
    const texte = element("p", `Une saisie ${quand(entree.le)} n’a pas été enregistrée. `);
    if (entree.version !== version) {
      texte.append(element("strong", "Depuis, la page a été enregistrée\u00a0: si vous reprenez votre saisie, les deux versions seront "
        + "comparées avant tout enregistrement."));
    }
    const oui = element("button", "Reprendre", { type: "button", class: "button bouton" });
    const non = element("button", "Effacer", { type: "button", class: "button bouton bouton--second" });
    oui.addEventListener("click", () => reprendre(entree));
    non.addEventListener("click", () => {
      effacer(entree.cle);
      proposer();
    });
    const boutons = element("p", "", { class: "saisie__boutons" });
    boutons.append(oui, " ", non);
    zone.replaceChildren(texte, detail(entree), boutons);
    return undefined;
  }

  async function commencer() {
    if (avant) {
      // A refused form comes back without its files.
      await window.cufSaisie.fichiers.rendre(avant.cle, form);
      garder();
      effacer(avant.cle);
      avant = null;
    }
    occuper();
    proposer();
  }

  form.addEventListener("input", () => setTimeout(garder, 200));
  form.addEventListener("change", () => setTimeout(garder, 200));
  setInterval(() => { if (!envoi && document.visibilityState === "visible") garder(); }, RYTHME);
  document.addEventListener("visibilitychange", garder);
  window.addEventListener("pagehide", garder);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    // Found again by « back »: what is typed now is another form than the one that was sent.
    envoi = false;
    form.elements.jeton_envoi.value = crypto.randomUUID().replaceAll("-", "");
    occuper();
  });
  window.addEventListener("beforeunload", (evenement) => {
    if (!envoi && change()) evenement.preventDefault();
  });
  /* Called by the script that sends the form: from now on, leaving is what is wanted. */
  window.cufSaisie.envoyer = () => {
    garder();
    envoi = true;
  };
  commencer();
})();
