// Rows put in order: dragged by their handle, or moved by « Monter » and « Descendre ». Each row holds a number, which is what is
// sent: without this script, it is typed. A list is what bears `data-ordre`, or the rows of a form whose numbers are named « -rang ».
"use strict";

(() => {
  const annonce = document.createElement("p");
  annonce.className = "visually-hidden";
  annonce.setAttribute("role", "status");

  const nombre = (ligne) => ligne.querySelector('input[type="number"], input[name$="-rang"]');
  const lignesDe = (liste) => [...liste.children].filter((une) => nombre(une) && !une.classList.contains("empty-form"));

  function numeroter(liste) {
    lignesDe(liste).forEach((ligne, rang) => {
      const champ = nombre(ligne);
      champ.value = rang + 1;
      champ.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function deplacer(liste, ligne, pas) {
    const lignes = lignesDe(liste);
    const voisine = lignes[lignes.indexOf(ligne) + pas];
    if (!voisine) return;
    if (pas < 0) voisine.before(ligne);
    else voisine.after(ligne);
    numeroter(liste);
    annonce.textContent = `Place ${lignesDe(liste).indexOf(ligne) + 1} sur ${lignes.length}`;
  }

  function bouton(mots, signe, agir) {
    const un = document.createElement("button");
    un.type = "button";
    un.className = "ordre__bouton";
    un.setAttribute("aria-label", mots);
    un.title = mots;
    un.textContent = signe;
    un.addEventListener("click", () => {
      agir();
      un.focus();
    });
    return un;
  }

  let prise = null;

  function preparer(liste) {
    lignesDe(liste).forEach((ligne) => {
      const poignee = document.createElement("span");
      poignee.className = "ordre__poignee";
      poignee.setAttribute("aria-hidden", "true");
      poignee.textContent = "⠿";
      // A row is dragged by its handle alone: its text can still be selected.
      poignee.addEventListener("mousedown", () => (ligne.draggable = true));
      ligne.addEventListener("dragstart", (evenement) => {
        prise = ligne;
        evenement.dataTransfer.effectAllowed = "move";
        ligne.classList.add("ordre--prise");
      });
      ligne.addEventListener("dragend", () => {
        ligne.draggable = false;
        ligne.classList.remove("ordre--prise");
        if (prise) numeroter(liste);
        prise = null;
      });
      ligne.addEventListener("dragover", (evenement) => {
        if (!prise || prise.parentElement !== liste || prise === ligne) return;
        evenement.preventDefault();
        const { top, height } = ligne.getBoundingClientRect();
        if (evenement.clientY < top + height / 2) ligne.before(prise);
        else ligne.after(prise);
      });
      ligne.addEventListener("drop", (evenement) => evenement.preventDefault());
      const boutons = document.createElement("span");
      boutons.className = "ordre__boutons";
      boutons.append(
        poignee,
        bouton("Monter", "↑", () => deplacer(liste, ligne, -1)),
        bouton("Descendre", "↓", () => deplacer(liste, ligne, 1)),
      );
      nombre(ligne).after(boutons);
    });
  }

  const listes = new Set(document.querySelectorAll("[data-ordre]"));
  document.querySelectorAll('input[name$="-rang"]').forEach((champ) => {
    const liste = champ.closest("tbody");
    if (liste) listes.add(liste);
  });
  if (listes.size) document.body.append(annonce);
  listes.forEach(preparer);
})();
