// The search field: « / » goes to it, unless it was turned off on the page of accessibility (a key alone gets in the way of those
// who dictate, RGAA 12.10), and Ctrl + /; what begins like what is typed is offered below. Works without: a plain form.
"use strict";

const ATTENTE = 150; // milliseconds without a key before the server is asked
const LETTRES_MIN = 3; // as recherche.suggestions
let rang = 0;

function preparer(champ) {
  const liste = document.createElement("ul");
  liste.id = `suggestions-${++rang}`;
  liste.className = "suggestions";
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", "Suggestions");
  liste.hidden = true;
  const annonce = document.createElement("span");
  annonce.className = "sr";
  annonce.setAttribute("role", "status");
  champ.after(liste, annonce);
  champ.setAttribute("role", "combobox");
  champ.setAttribute("aria-autocomplete", "list");
  champ.setAttribute("aria-expanded", "false");
  champ.setAttribute("aria-controls", liste.id);

  let minuterie, demande, choisie = -1;

  function fermer() {
    liste.hidden = true;
    choisie = -1;
    champ.setAttribute("aria-expanded", "false");
    champ.removeAttribute("aria-activedescendant");
  }

  function choisir(numero) {
    const options = [...liste.children];
    if (!options.length) return;
    choisie = (numero + options.length + 1) % (options.length + 1);
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === choisie)));
    if (choisie === options.length) {
      choisie = -1;
      champ.removeAttribute("aria-activedescendant");
    } else {
      champ.setAttribute("aria-activedescendant", options[choisie].id);
      options[choisie].scrollIntoView({ block: "nearest" });
    }
  }

  function montrer(suggestions) {
    liste.replaceChildren(
      ...suggestions.map(({ texte, genre, adresse }, i) => {
        const option = document.createElement("li");
        option.id = `${liste.id}-${i}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.adresse = adresse;
        const mot = document.createElement("span");
        mot.textContent = texte;
        const sorte = document.createElement("small");
        sorte.textContent = genre;
        option.append(mot, sorte);
        return option;
      }),
    );
    liste.hidden = !suggestions.length;
    choisie = -1;
    champ.setAttribute("aria-expanded", String(!liste.hidden));
    champ.removeAttribute("aria-activedescendant");
    const nombre = suggestions.length;
    annonce.textContent = nombre ? `${nombre} suggestion${nombre > 1 ? "s" : ""}` : "";
  }

  async function demander() {
    demande?.abort();
    const texte = champ.value.trim();
    if (texte.length < LETTRES_MIN) return fermer();
    demande = new AbortController();
    try {
      const adresse = `${champ.dataset.suggestions}?${new URLSearchParams({ q: texte })}`;
      const reponse = await fetch(adresse, { signal: demande.signal });
      if (reponse.ok && document.activeElement === champ) montrer((await reponse.json()).suggestions);
    } catch {
      fermer(); // the form still searches
    }
  }

  champ.addEventListener("input", () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(demander, ATTENTE);
  });
  champ.addEventListener("keydown", (evenement) => {
    if (evenement.key === "Escape" && !liste.hidden) {
      evenement.preventDefault();
      evenement.stopPropagation();
      fermer();
    } else if ((evenement.key === "ArrowDown" || evenement.key === "ArrowUp") && !liste.hidden) {
      evenement.preventDefault();
      const bas = evenement.key === "ArrowDown";
      choisir(choisie === -1 ? (bas ? 0 : liste.children.length - 1) : choisie + (bas ? 1 : -1));
    } else if (evenement.key === "Enter" && choisie !== -1) {
      evenement.preventDefault();
      location.assign(liste.children[choisie].dataset.adresse);
    }
  });
  champ.addEventListener("blur", fermer);
  // Before the field loses its focus, which closes the list.
  liste.addEventListener("mousedown", (evenement) => evenement.preventDefault());
  liste.addEventListener("click", (evenement) => {
    const option = evenement.target.closest("[data-adresse]");
    if (option) location.assign(option.dataset.adresse);
  });
}

const RACCOURCI = "raccourci-recherche";

function coupe() {
  try {
    return localStorage.getItem(RACCOURCI) === "non";
  } catch {
    return false; // a browser that keeps nothing
  }
}

document.querySelectorAll("[data-raccourci]").forEach((bouton) => {
  const dire = () => (bouton.textContent = coupe() ? bouton.dataset.activer : bouton.dataset.couper);
  bouton.addEventListener("click", () => {
    if (coupe()) localStorage.removeItem(RACCOURCI);
    else localStorage.setItem(RACCOURCI, "non");
    dire();
  });
  dire();
  bouton.hidden = false;
});

document.querySelectorAll("[data-suggestions]").forEach(preparer);
const champs = document.querySelectorAll("[data-suggestions], #q-entete");
document.addEventListener("keydown", (evenement) => {
  if (evenement.key !== "/" || evenement.altKey) return;
  const saisit = evenement.target.closest?.("input, textarea, select, [contenteditable]");
  if (!(evenement.ctrlKey || evenement.metaKey) && (saisit || coupe())) return;
  const visible = [...champs].find((champ) => champ.getClientRects().length);
  if (visible) {
    evenement.preventDefault();
    visible.focus();
  }
});
