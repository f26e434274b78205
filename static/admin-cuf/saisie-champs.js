/* What is typed in a form, read and put back: fields, rows added or removed, choices with their words, rich texts, names of files.
   The state is read from the fields themselves: scripts that fill them (calendars, pickers, Select2) tell nobody. */
window.cufSaisie = (function () {
  "use strict";
  // What is no part of what is typed; what says which version was seen (`TEMOINS`) is kept apart.
  const TEMOINS = ["empreinte", "vue"];
  const ECARTES = /^(csrfmiddlewaretoken|jeton_envoi|_.*|logo_garde)$|__prefix__|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|(^|-)(fusion-|empreinte_vue)/;
  const CLES = ["id", "cle"];

  const utile = (champ) => champ.name && !["submit", "button", "reset", "image", "password"].includes(champ.type)
    && !ECARTES.test(champ.name) && !champ.matches("fieldset, output, object");

  // Django's two lists side by side: what is chosen is what the second one holds.
  const enDeuxListes = (champ) => champ.id.endsWith("_to") && document.getElementById(champ.id.replace(/_to$/, "_from"));

  function choisies(champ, defaut) {
    let options = [...champ.options];
    if (!defaut && enDeuxListes(champ)) return options;
    options = options.filter((option) => (defaut ? option.defaultSelected : option.selected));
    return defaut && !options.length && !champ.multiple ? [...champ.options].slice(0, 1) : options;
  }

  /* Return the value of the fields of one name; `defaut` asks for that of the page as the site sent it. */
  function valeur(champs, defaut) {
    const premier = champs[0];
    if (premier.type === "checkbox" || premier.type === "radio") {
      return champs.filter((champ) => (defaut ? champ.defaultChecked : champ.checked)).map((champ) => champ.value);
    }
    if (premier.type === "file") return defaut ? [] : [...premier.files].map((fichier) => fichier.name);
    if (premier.matches("select")) return choisies(premier, defaut).map((option) => [option.value, option.text.trim()]);
    const texte = defaut ? premier.defaultValue : premier.value;
    // The editor writes the same text its own way as soon as it is touched.
    return premier.donneesLues !== undefined && texte === premier.donneesLues ? premier.defaultValue : texte;
  }

  function parNom(form) {
    const noms = new Map();
    for (const champ of [...form.elements].filter(utile)) noms.set(champ.name, [...(noms.get(champ.name) || []), champ]);
    return noms;
  }

  const prefixes = (form) => [...form.elements].filter((champ) => /-TOTAL_FORMS$/.test(champ.name))
    .map((champ) => champ.name.replace(/-TOTAL_FORMS$/, "")).filter((prefixe) => !prefixe.includes("__prefix__"));

  /* Return the state of a form: { champs: {name: value}, lignes: {prefix: {existantes: {key: fields}, nouvelles: [fields]}} }. */
  function lire(form, { defaut = false } = {}) {
    const noms = parNom(form);
    const etat = { champs: {}, lignes: {} };
    for (const prefixe of prefixes(form)) {
      const initiales = Number(form.elements[`${prefixe}-INITIAL_FORMS`].value);
      const rangs = [];
      for (const [nom, champs] of noms) {
        const trouve = nom.startsWith(`${prefixe}-`) && /^(\d+)-(.+)$/.exec(nom.slice(prefixe.length + 1));
        if (!trouve) continue;
        noms.delete(nom);
        (rangs[Number(trouve[1])] ||= {})[trouve[2]] = valeur(champs, defaut);
      }
      const lignes = { existantes: {}, nouvelles: [] };
      rangs.forEach((ligne, rang) => {
        const cle = CLES.map((nom) => ligne[nom]).find(Boolean) || `#${rang}`;
        for (const nom of CLES) delete ligne[nom];
        if (rang < initiales) lignes.existantes[cle] = { rang, ligne };
        else lignes.nouvelles[rang - initiales] = ligne;
      });
      etat.lignes[prefixe] = lignes;
    }
    for (const [nom, champs] of noms) if (!TEMOINS.includes(nom)) etat.champs[nom] = valeur(champs, defaut);
    return etat;
  }

  const pareils = (un, autre) => JSON.stringify(un) === JSON.stringify(autre);
  const differents = (avant, apres, garder = []) => Object.fromEntries(
    Object.entries(apres).filter(([nom, texte]) => garder.includes(nom) || !pareils(texte, avant[nom])));
  const vide = (ligne) => Object.entries(ligne).every(([nom, texte]) => TEMOINS.includes(nom) || !texte.length);

  /* Return what `apres` says that `avant` does not, or null; `herite` is what was already told on the page before a refusal. */
  function ecart(form, avant, apres, herite) {
    const champs = differents(avant.champs, apres.champs, herite ? Object.keys(herite.champs) : []);
    const lignes = {};
    for (const [prefixe, { existantes, nouvelles }] of Object.entries(apres.lignes)) {
      const connues = avant.lignes[prefixe] || { existantes: {}, nouvelles: [] };
      const anciennes = herite?.lignes[prefixe] || { existantes: {}, nouvelles: [] };
      const changees = {};
      for (const [cle, { ligne }] of Object.entries(existantes)) {
        const change = differents(connues.existantes[cle]?.ligne || {}, ligne, Object.keys(anciennes.existantes[cle] || {}));
        delete change.empreinte;
        if (Object.keys(change).length) changees[cle] = { ...change, empreinte: ligne.empreinte };
      }
      const ajoutees = nouvelles.map((ligne, rang) => {
        const depart = connues.nouvelles[rang] || lire(form, { defaut: true }).lignes[prefixe].nouvelles[rang] || {};
        return herite ? (vide(ligne) ? null : ligne) : pareils(ligne, depart) ? null : ligne;
      });
      while (ajoutees.length && !ajoutees.at(-1)) ajoutees.pop();
      if (Object.keys(changees).length || ajoutees.length) lignes[prefixe] = { existantes: changees, nouvelles: ajoutees };
    }
    return Object.keys(champs).length || Object.keys(lignes).length ? { champs, lignes } : null;
  }

  function prevenir(champ) {
    for (const nom of ["input", "change"]) champ.dispatchEvent(new Event(nom, { bubbles: true }));
  }

  function poserChoix(champ, choix) {
    if (enDeuxListes(champ) && window.SelectBox) {
      const [de, vers] = [champ.id.replace(/_to$/, "_from"), champ.id];
      window.SelectBox.move_all(vers, de);
      for (const option of document.getElementById(de).options) option.selected = choix.some(([cle]) => cle === option.value);
      window.SelectBox.move(de, vers);
      return;
    }
    for (const [cle, mots] of choix) {
      if (![...champ.options].some((option) => option.value === cle)) champ.add(new Option(mots, cle));
    }
    for (const option of champ.options) option.selected = choix.some(([cle]) => cle === option.value);
  }

  /* Put a value back in the fields of one name. Returns false for a file, which only its own script may give back. */
  function poserChamp(champs, texte) {
    const premier = champs[0];
    if (premier.type === "file") return false;
    if (premier.type === "checkbox" || premier.type === "radio") {
      for (const champ of champs) champ.checked = texte.includes(champ.value);
    } else if (premier.matches("select")) {
      poserChoix(premier, texte);
    } else {
      premier.value = texte;
      if (premier.editeur) premier.editeur.setData(texte);
      else if (premier.matches("[data-editeur]")) {
        premier.addEventListener("editeur:monte", () => premier.editeur.setData(texte), { once: true });
      }
    }
    prevenir(premier);
    return true;
  }

  function ajouterLigne(prefixe) {
    document.querySelector(`#${CSS.escape(prefixe)}-group .add-row a`)?.click();
  }

  /* Put back what `ecart` returned. Returns the names of the fields that could not be: rows deleted since, files.
     `temoins` tells to put back, too, the version of the rows that was seen. */
  function poser(form, { champs, lignes }) {
    const perdus = [];
    const un = (nom, texte) => {
      const trouves = parNom(form).get(nom);
      if (!trouves || !poserChamp(trouves, texte)) perdus.push(nom);
    };
    for (const [nom, texte] of Object.entries(champs)) un(nom, texte);
    for (const [prefixe, { existantes, nouvelles }] of Object.entries(lignes)) {
      const presentes = lire(form).lignes[prefixe]?.existantes || {};
      for (const [cle, ligne] of Object.entries(existantes)) {
        const la = presentes[cle];
        if (!la) perdus.push(prefixe);
        else for (const [nom, texte] of Object.entries(ligne)) if (texte !== undefined) un(`${prefixe}-${la.rang}-${nom}`, texte);
      }
      const initiales = Number(form.elements[`${prefixe}-INITIAL_FORMS`]?.value || 0);
      nouvelles.forEach((ligne, place) => {
        if (!ligne) return;
        const rang = initiales + place;
        const existe = () => [...parNom(form).keys()].some((nom) => nom.startsWith(`${prefixe}-${rang}-`));
        for (let essais = 0; !existe() && essais <= place; essais += 1) ajouterLigne(prefixe);
        for (const [nom, texte] of Object.entries(ligne)) if (nom !== "empreinte") un(`${prefixe}-${rang}-${nom}`, texte);
      });
    }
    return perdus;
  }

  /* Return the words over a field. */
  function libelle(form, nom) {
    const champ = parNom(form).get(nom)?.[0];
    const groupe = champ?.closest("fieldset")?.querySelector("legend");
    const dit = champ && (["checkbox", "radio"].includes(champ.type) && champ.closest("[role=group], .radiolist") && groupe
      || document.querySelector(`label[for="${CSS.escape(champ.id)}"]`));
    return (dit?.textContent || champ?.getAttribute("aria-label") || nom).replace(/\s+/g, " ").replace(/[\s:]+$/, "").trim();
  }

  /* Return a value as it reads. */
  function enMots(texte) {
    if (Array.isArray(texte)) return texte.map((un) => (Array.isArray(un) ? un[1] : un)).join(", ");
    if (!/<[a-z]/i.test(texte)) return texte;
    return new DOMParser().parseFromString(texte.replace(/<\/(p|h\d|li|tr)>/g, " $&"), "text/html").body.textContent;
  }

  return { TEMOINS, ecart, enMots, libelle, lire, poser, poserChamp, parNom };
})();
