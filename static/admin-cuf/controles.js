/* The panel of the checks: what is typed is sent a moment after the last key, and remarks come back. They never stop a save. */
(function () {
  "use strict";
  const panneau = document.querySelector("[data-controles]");
  const form = panneau?.closest("form");
  if (!form) return;
  const ATTENTE = 1200; // milliseconds without a key
  const corps = panneau.querySelector(".controles__corps");
  const annonce = panneau.querySelector(".controles__annonce");
  // That of the session of now: the form's own is of the day it was opened.
  const jeton = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || form.elements.csrfmiddlewaretoken.value;
  let attente = 0, numero = 0, dit = "";

  function envoi() {
    const donnees = new FormData();
    for (const champ of form.elements) {
      const ecrit = champ.name && (champ.tagName !== "INPUT" || ["text", "date", "url"].includes(champ.type));
      // Rows below the form have names of theirs, « maillons-0-place ».
      if (ecrit && champ.tagName !== "BUTTON" && !champ.multiple && !champ.name.includes("-")) donnees.append(champ.name, champ.value);
    }
    donnees.set("csrfmiddlewaretoken", jeton());
    return donnees;
  }

  async function demander() {
    const appel = ++numero;
    try {
      const reponse = await fetch(panneau.dataset.controles, { method: "POST", body: envoi(), redirect: "error" });
      if (!reponse.ok) return;
      const html = await reponse.text();
      if (appel !== numero) return;
      const actif = panneau.contains(document.activeElement);
      corps.innerHTML = html;
      if (actif) corps.querySelector("button")?.focus();
      panneau.hidden = false;
      const bilan = corps.querySelector("[data-bilan]").textContent.replace(/\s+/g, " ").trim();
      const compte = bilan.replace(/ · \d+ min de lecture$/, "");
      if (dit && compte !== dit) annonce.textContent = compte;
      dit = compte;
    } catch {
      // No network, or a session that ended: the next one will tell, and the save.
    }
  }

  const bientot = () => { clearTimeout(attente); attente = setTimeout(demander, ATTENTE); };
  const plat = (texte) => texte.replace(/[\u00a0\u202f]/g, " ");

  /* Returns the range of the words, of the link of that address or of the picture of that name; null when it is gone. */
  function trouver(editor, extrait) {
    const racine = editor.model.document.getRoot(), voulu = plat(extrait);
    for (const item of editor.model.createRangeIn(racine).getItems()) {
      if (item.is("$textProxy") && item.getAttribute("linkHref") === extrait) return editor.model.createRangeOn(item);
      if (!item.is("element")) continue;
      if ((item.getAttribute("src") || "").endsWith(`/${extrait}`)) return editor.model.createRangeOn(item);
      const mots = [...item.getChildren()].map((enfant) => (enfant.is("$text") ? enfant.data : " ")).join("");
      const rang = plat(mots).indexOf(voulu);
      if (rang < 0 || ![...item.getChildren()].some((enfant) => enfant.is("$text"))) continue;
      return editor.model.createRange(
        editor.model.createPositionAt(item, rang), editor.model.createPositionAt(item, rang + voulu.length));
    }
    return null;
  }

  function montrer(champ, extrait) {
    const editor = champ.editeur;
    if (!editor) {
      champ.focus();
      const rang = champ.setSelectionRange && extrait ? champ.value.indexOf(extrait) : -1;
      if (rang >= 0) champ.setSelectionRange(rang, rang + extrait.length);
      return;
    }
    const plage = extrait && trouver(editor, extrait);
    if (plage) editor.model.change((ecriture) => ecriture.setSelection(plage));
    editor.editing.view.focus();
    editor.editing.view.scrollToTheSelection({ viewportOffset: 80 });
  }

  /* Writes another address in every link that has the one found. */
  function remplacer(champ, extrait, propose) {
    if (!champ.editeur) return;
    champ.editeur.model.change((ecriture) => {
      for (const item of [...ecriture.createRangeIn(champ.editeur.model.document.getRoot()).getItems()]) {
        if (item.getAttribute("linkHref") === extrait) ecriture.setAttribute("linkHref", propose, item.is("$textProxy") ? ecriture.createRangeOn(item) : item);
      }
    });
    montrer(champ, propose);
  }

  corps.addEventListener("click", ({ target }) => {
    const bouton = target.closest("button");
    const champ = bouton && form.elements[bouton.dataset.voir || bouton.dataset.remplacer];
    if (!champ) return;
    if (bouton.dataset.propose) remplacer(champ, bouton.dataset.extrait, bouton.dataset.propose);
    else montrer(champ, bouton.dataset.extrait);
  });
  form.addEventListener("input", bientot);
  form.addEventListener("change", bientot);
  demander();
})();
