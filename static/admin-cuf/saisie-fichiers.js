/* The files chosen in a form, kept in IndexedDB, which takes them whole, and given back to their fields.
   What is sent to the library at once needs none of this: such a field holds a key, kept as any other value. */
(function () {
  "use strict";
  const BASE = "cuf-saisie";
  const FICHIERS = "fichiers";
  const gardes = new Map(); // of this page: {name of the field: the files already kept}

  function ouvrir() {
    return new Promise((resoudre, rejeter) => {
      const demande = indexedDB.open(BASE, 1);
      demande.onupgradeneeded = () => demande.result.createObjectStore(FICHIERS);
      demande.onsuccess = () => resoudre(demande.result);
      demande.onerror = () => rejeter(demande.error);
    });
  }

  async function avec(mode, agir) {
    try {
      const base = await ouvrir();
      const magasin = base.transaction(FICHIERS, mode).objectStore(FICHIERS);
      return await new Promise((resoudre, rejeter) => {
        const demande = agir(magasin);
        demande.onsuccess = () => resoudre(demande.result);
        demande.onerror = () => rejeter(demande.error);
      }).finally(() => base.close());
    } catch (erreur) {
      console.warn("Fichiers non gardés :", erreur); // a full disk, a private window: the bar says which file to choose again
      return undefined;
    }
  }

  const plage = (cle) => IDBKeyRange.bound(`${cle}|`, `${cle}|\uffff`);

  const champs = (form) => [...form.elements].filter((champ) => champ.type === "file" && champ.name && !champ.name.includes("__prefix__"));

  /* Keep the files of a form under the key of what is typed in it. */
  function garder(cle, form) {
    for (const champ of champs(form)) {
      const choisis = [...champ.files];
      const deja = gardes.get(champ.name) || [];
      if (choisis.length === deja.length && choisis.every((fichier, rang) => fichier === deja[rang])) continue;
      gardes.set(champ.name, choisis);
      avec("readwrite", (magasin) => magasin.put(choisis, `${cle}|${champ.name}`));
    }
  }

  /* Give the files back to their fields; returns the names of those fields. */
  async function rendre(cle, form) {
    const noms = [];
    for (const champ of champs(form)) {
      const choisis = await avec("readonly", (magasin) => magasin.get(`${cle}|${champ.name}`));
      if (!choisis?.length) continue;
      const transfert = new DataTransfer();
      for (const fichier of choisis) transfert.items.add(fichier);
      champ.files = transfert.files;
      champ.dispatchEvent(new Event("change", { bubbles: true }));
      noms.push(champ.name);
    }
    return noms;
  }

  const effacer = (cle) => indexedDB.databases().then((bases) => {
    if (bases.some(({ name }) => name === BASE)) avec("readwrite", (magasin) => magasin.delete(plage(cle)));
  });

  window.cufSaisie.fichiers = { effacer, garder, rendre };
})();
