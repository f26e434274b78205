/* Proposes an address as a French reader would write it: Django's urlify.js drops « œ » (« cur » for « cœur ») and glues what an
   apostrophe parts (« lete » for « l’été »). prepopulate.js looks URLify up when it is used: replacing it here is enough. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const deDjango = window.URLify;
  if (!deDjango) return;
  const LETTRES = { "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "'": " ", "’": " " };
  window.URLify = (texte, ...reste) => deDjango(texte.replace(/[œŒæÆß'’]/g, (lettre) => LETTRES[lettre]), ...reste);
});
