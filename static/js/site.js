// Small comforts; every page works without this file.
"use strict";

const menu = document.querySelector(".menu");
if (menu) {
  document.addEventListener("keydown", (evenement) => {
    if (evenement.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

for (const bouton of document.querySelectorAll("[data-copier]")) {
  const champ = document.getElementById(bouton.dataset.copier);
  const annonce = document.getElementById(`${bouton.dataset.copier}-annonce`);
  if (!navigator.clipboard) continue;
  bouton.hidden = false;
  bouton.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(champ.value);
      annonce.textContent = bouton.dataset.dit || "Adresse copiée.";
    } catch {
      champ.select();
      annonce.textContent = "Le texte est sélectionné : copiez-le avec Ctrl + C.";
    }
  });
}

for (const bouton of document.querySelectorAll("[data-partager]")) {
  if (!navigator.share) continue;
  bouton.hidden = false;
  // Given up, or refused by the device: the links beside it remain.
  bouton.addEventListener("click", () => {
    navigator.share({ title: document.title, url: bouton.dataset.partager }).catch(() => {});
  });
}

for (const bouton of document.querySelectorAll("[data-imprimer]")) {
  bouton.hidden = false;
  bouton.addEventListener("click", () => window.print());
}
