// On a phone, the sections of a long form come one at a time. Without this script, or on a wide screen, all are there.
"use strict";

const corps = document.querySelector("[data-sections]");
const telephone = window.matchMedia("(max-width: 47.99em)");

if (corps) {
  const sections = [...corps.querySelectorAll(":scope > section")];
  const envoi = corps.querySelector(":scope > .actions");
  let ici = 0;

  const pas = document.createElement("div");
  pas.className = "formulaire__pas";
  const ou = document.createElement("p");
  ou.setAttribute("role", "status");
  const boutons = document.createElement("div");
  boutons.className = "actions";
  const [avant, apres] = ["Section précédente", "Section suivante"].map((mots, rang) => {
    const bouton = document.createElement("button");
    bouton.type = "button";
    bouton.className = rang ? "bouton" : "bouton bouton--second";
    bouton.textContent = mots;
    boutons.append(bouton);
    return bouton;
  });
  pas.append(ou, boutons);
  corps.insertBefore(pas, envoi);

  const titre = (section) => section.querySelector("h2");

  const montrer = () => {
    const unParUn = telephone.matches;
    sections.forEach((section, rang) => { section.hidden = unParUn && rang !== ici; });
    pas.hidden = !unParUn;
    avant.hidden = ici === 0;
    apres.hidden = ici === sections.length - 1;
    envoi.hidden = unParUn && ici !== sections.length - 1;
    ou.textContent = `Section ${ici + 1} sur ${sections.length} : ${titre(sections[ici]).textContent}`;
  };

  const aller = (rang) => {
    ici = rang;
    montrer();
    titre(sections[ici]).tabIndex = -1;
    titre(sections[ici]).focus({ preventScroll: true });
    titre(sections[ici]).scrollIntoView();
  };
  avant.addEventListener("click", () => aller(ici - 1));
  apres.addEventListener("click", () => aller(ici + 1));

  // A link of the contents, or of the summary of errors, opens the section it leads to before the browser goes there.
  const ouvrir = (ancre) => {
    const cible = document.getElementById(ancre);
    const rang = cible ? sections.findIndex((section) => section.contains(cible)) : -1;
    if (rang < 0) return;
    ici = rang;
    montrer();
    cible.scrollIntoView();
  };
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest("a[href^='#']");
    if (lien) ouvrir(decodeURIComponent(lien.hash.slice(1)));
  });

  telephone.addEventListener("change", montrer);
  // A refused form opens on its first error, whatever section the address still names.
  const erreur = sections.findIndex((section) => section.querySelector("[aria-invalid], .champ__erreurs"));
  ici = Math.max(erreur, 0);
  montrer();
  if (erreur < 0) ouvrir(decodeURIComponent(location.hash.slice(1)));
}
