/* A file dropped, pasted or picked on the very field that shows it: kept by the library, chosen, described in place.
   After depot.js, which receives it, and mediatheque.js, which shows what the field holds. */
(function () {
  "use strict";
  if (!window.cufDepot) return;
  const { attendre, creer, monter } = window.cufDepot;
  const ENVOYER = {
    image: { un: "Envoyer une image", plusieurs: "Envoyer des images" },
    document: { un: "Envoyer un fichier", plusieurs: "Envoyer des fichiers" },
  };

  function habiller(cadre) {
    const liste = cadre.nextElementSibling?.querySelector("select[data-mediatheque]") || cadre.nextElementSibling;
    if (cadre.querySelector(".depot") || !liste?.matches("select[data-mediatheque]")) return;
    const { mediatheque: adresse, genre } = liste.dataset;
    const zone = creer("div", "depot depot--champ");
    zone.dataset.envoi = adresse.replace(/choisir\/$/, "envoyer/");
    zone.dataset.genre = genre;
    zone.dataset.titre = "Déposez ou collez ici";
    zone.dataset.choisir = ENVOYER[genre][liste.multiple ? "plusieurs" : "un"];
    if (!liste.multiple) zone.dataset.un = "";
    cadre.append(zone);
    monter(zone);
    // What describes the file goes to the library, at once: it is no part of what this form says.
    const ecarter = () => zone.querySelectorAll("input, select, textarea, button").forEach((un) => un.setAttribute("form", "aucun"));
    ecarter();
    zone.addEventListener("input", (evenement) => evenement.stopPropagation());
    zone.addEventListener("depot:recu", ({ target, detail }) => {
      ecarter();
      const cle = String(detail.id);
      const connue = [...liste.options].find((option) => option.value === cle);
      if (!liste.multiple) {
        for (const option of liste.options) option.selected = false;
        for (const ligne of [...zone.querySelectorAll(".depot__ligne")]) if (ligne !== target) ligne.remove();
      }
      if (connue) connue.selected = true;
      else liste.add(new Option(detail.titre, cle, true, true));
      liste.dispatchEvent(new Event("change", { bubbles: true }));
      // Whoever types meanwhile keeps their place.
      if (!document.activeElement?.matches("input:not([type=file]), textarea, select, [contenteditable=true]")) {
        target.querySelector("[name$=-alt]:not(:disabled)")?.focus();
      }
    });
    zone.addEventListener("depot:dit", ({ detail }) => {
      const option = [...liste.options].find((une) => une.value === String(detail.id));
      if (!option?.selected) return;
      option.text = detail.titre;
      liste.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // A form saved while a file, or its words, is on its way waits for it.
  let attendu = false;
  document.addEventListener("submit", async (evenement) => {
    const { target: form, submitter } = evenement;
    if (attendu || !attendre.enCours.size || !form.querySelector(".depot--champ")) return;
    evenement.preventDefault();
    evenement.stopPropagation();
    await attendre();
    attendu = true;
    form.requestSubmit(submitter);
    attendu = false;
  }, true);

  document.addEventListener("formset:added", ({ target }) => target.querySelectorAll(".choix-media").forEach(habiller));
  document.querySelectorAll(".choix-media").forEach(habiller);
})();
