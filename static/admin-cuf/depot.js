/* Files dropped in the library: several at once, each with its progress, kept as soon as it is there, then described in place.
   window.cufDepot.monter(zone) fills an element `[data-envoi][data-genre]`; it tells of each file by the event « depot:recu ». */
(function () {
  "use strict";
  const TEXTES = {
    image: {
      titre: "Déposez ici des images", choisir: "Choisir des images",
      genres: "image/jpeg,image/png,image/webp,image/gif,image/avif", deja: "Cette image est déjà dans la médiathèque.",
    },
    document: {
      titre: "Déposez ici des documents", choisir: "Choisir des documents", genres: "",
      deja: "Ce document est déjà dans la médiathèque.",
    },
    enregistrement: {
      titre: "Déposez ici des sons (mp3, ogg, opus, m4a) ou des vidéos (mp4, webm)", choisir: "Choisir des sons ou des vidéos",
      genres: ".mp3,.ogg,.opus,.m4a,.mp4,.webm", deja: "Cet enregistrement est déjà dans la médiathèque.",
    },
  };

  function creer(nom, classe, texte) {
    const element = document.createElement(nom);
    if (classe) element.className = classe;
    if (texte) element.textContent = texte;
    return element;
  }

  const jeton = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  // What is on its way: a form that is left waits for it.
  const enCours = new Set();
  async function attendre() { while (enCours.size) await Promise.all(enCours); }
  attendre.enCours = enCours;

  function suivre(promesse) {
    enCours.add(promesse);
    promesse.finally(() => enCours.delete(promesse));
    return promesse;
  }

  /* Posts a form; `avancer` is told the share sent, from 0 to 1. Resolves to what is answered; never rejects. */
  function poster(adresse, donnees, avancer) {
    return suivre(new Promise((resolve) => {
      const requete = new XMLHttpRequest();
      const panne = (erreur) => resolve({ erreur });
      requete.open("POST", adresse);
      requete.setRequestHeader("X-CSRFToken", jeton());
      if (avancer) requete.upload.addEventListener("progress", (e) => { if (e.lengthComputable) avancer(e.loaded / e.total); });
      requete.addEventListener("error", () => panne("La connexion est coupée : le fichier n’est pas parti. Réessayez."));
      requete.addEventListener("load", () => {
        try {
          resolve(JSON.parse(requete.responseText));
        } catch {
          panne(requete.status === 413 ? "Ce fichier est trop lourd pour le site."
            : requete.responseURL && !requete.responseURL.endsWith(adresse)
              ? "Vous n’êtes plus connecté : reconnectez-vous dans un autre onglet, puis réessayez."
              : "Le site n’a pas pu recevoir ce fichier. Réessayez dans une minute.");
        }
      });
      requete.send(donnees);
    }));
  }

  /* The fields of a file received are written when one leaves them. */
  function suivreLesMots(ligne, recu, dire) {
    const champs = ligne.querySelector(".depot__mots");
    const alt = champs.querySelector("[name$=-alt]"), decorative = champs.querySelector("[name$=-decorative]");
    const accorder = () => { if (alt && decorative) alt.disabled = decorative.checked; };
    champs.addEventListener("change", async (evenement) => {
      evenement.stopPropagation(); // no field of the form around
      if (evenement.target === decorative && decorative.checked) alt.value = "";
      accorder();
      const donnees = new FormData();
      for (const champ of champs.querySelectorAll("[name]")) {
        if (champ.type === "checkbox" ? champ.checked : !champ.disabled) donnees.append(champ.name, champ.value);
      }
      const dit = await poster(recu.ecrire, donnees);
      dire(dit.erreur || "Enregistré", Boolean(dit.erreur));
      if (!dit.erreur) ligne.dispatchEvent(new CustomEvent("depot:dit", { bubbles: true, detail: { ...recu, ...dit } }));
    });
    champs.addEventListener("keydown", (evenement) => {
      if (evenement.key !== "Enter" || evenement.target.type === "checkbox") return;
      evenement.preventDefault(); // the form around is not sent
      evenement.target.blur();
    });
    accorder();
  }

  function montrerLeRecu(ligne, recu, etat) {
    const image = ligne.querySelector(".depot__image");
    if (recu.vignette) {
      const vue = creer("img");
      vue.alt = "";
      vue.src = recu.vignette;
      image.replaceChildren(vue);
    } else image.textContent = recu.format;
    const mots = ligne.querySelector(".depot__mots");
    mots.innerHTML = recu.mots;
    mots.hidden = !recu.mots;
    const dire = (texte, faute) => {
      etat.textContent = texte;
      etat.classList.toggle("depot__etat--faute", Boolean(faute));
    };
    if (recu.mots) suivreLesMots(ligne, recu, dire);
  }

  function monter(zone) {
    if (zone.dataset.monte) return;
    zone.dataset.monte = "oui";
    zone.hidden = false;
    const textes = TEXTES[zone.dataset.genre];
    const cadre = creer("div", "depot__cadre");
    const champ = creer("input", "depot__fichiers");
    champ.type = "file";
    champ.accept = textes.genres;
    const { titre, choisir = textes.choisir } = zone.dataset;
    champ.multiple = !("un" in zone.dataset);
    const etiquette = creer("label", "button depot__bouton", choisir);
    etiquette.append(champ);
    cadre.append(creer("span", "depot__titre", titre || textes.titre));
    if (!titre) cadre.append(creer("span", "depot__ou", "ou collez-les"));
    cadre.append(etiquette);
    const liste = creer("ul", "depot__liste");
    const annonce = creer("p", "depot__annonce");
    annonce.setAttribute("role", "status");
    zone.append(cadre, annonce, liste);

    let suite = Promise.resolve();
    let restent = 0;
    const compter = (de) => {
      restent += de;
      annonce.textContent = restent ? `${restent} fichier${restent > 1 ? "s" : ""} en cours d’envoi…` : "";
    };

    async function envoyer(fichier, ligne, quandMeme) {
      const barre = ligne.querySelector("progress"), etat = ligne.querySelector(".depot__etat");
      barre.hidden = false;
      const donnees = new FormData();
      donnees.append("fichier", fichier);
      if (quandMeme) donnees.append("quand_meme", "1");
      const recu = await poster(zone.dataset.envoi, donnees, (part) => {
        barre.value = part;
        etat.textContent = part < 1 ? `${Math.round(100 * part)} %` : "Le site prépare le fichier…";
      });
      barre.hidden = true;
      if (recu.erreur) {
        ligne.classList.add("depot__ligne--refus");
        etat.textContent = recu.erreur;
        etat.classList.add("depot__etat--faute");
        return;
      }
      montrerLeRecu(ligne, recu, etat);
      etat.textContent = recu.deja_la ? textes.deja : "Reçu";
      ligne.classList.toggle("depot__ligne--double", recu.deja_la);
      const actions = ligne.querySelector(".depot__actions");
      actions.replaceChildren();
      if (zone.dataset.page !== undefined) {
        const lien = creer("a", "", recu.deja_la ? "Voir sa fiche" : "Ouvrir sa fiche");
        lien.href = recu.fiche;
        actions.append(lien);
      }
      if (recu.deja_la) {
        const autre = creer("button", "button", "L’ajouter quand même");
        autre.type = "button";
        autre.addEventListener("click", () => ajouter(fichier, true, ligne));
        actions.append(autre);
      }
      ligne.dispatchEvent(new CustomEvent("depot:recu", { bubbles: true, detail: recu }));
    }

    function ajouter(fichier, quandMeme, ancienne) {
      const ligne = ancienne || creer("li", "depot__ligne");
      if (!ancienne) {
        const corps = creer("div", "depot__corps");
        const barre = creer("progress");
        barre.max = 1;
        barre.value = 0;
        barre.setAttribute("aria-label", `Envoi de ${fichier.name}`);
        const etat = creer("p", "depot__etat", "En attente");
        etat.setAttribute("role", "status");
        const mots = creer("div", "depot__mots");
        mots.hidden = true;
        corps.append(creer("p", "depot__nom", fichier.name), barre, etat, mots, creer("p", "depot__actions"));
        ligne.append(creer("span", "depot__image"), corps);
        liste.append(ligne);
      }
      compter(1);
      suite = suivre(suite.then(() => envoyer(fichier, ligne, quandMeme)).finally(() => compter(-1)));
    }

    const recevoir = (fichiers) => [...fichiers].forEach((fichier) => ajouter(fichier, false));
    champ.addEventListener("change", (evenement) => {
      evenement.stopPropagation();
      recevoir(champ.files);
      champ.value = "";
    });
    // On a page of the library, a file may fall anywhere; in the dialog or on a field, anywhere in it.
    const large = zone.dataset.page === undefined ? zone.closest("dialog, .choix-media") || zone : document.documentElement;
    const avecFichiers = (evenement) => evenement.dataTransfer && [...evenement.dataTransfer.types].includes("Files");
    for (const nom of ["dragenter", "dragover"]) {
      large.addEventListener(nom, (evenement) => {
        if (!avecFichiers(evenement)) return;
        evenement.preventDefault();
        cadre.classList.add("depot__cadre--ouvert");
      });
    }
    large.addEventListener("dragleave", (evenement) => { if (!evenement.relatedTarget) cadre.classList.remove("depot__cadre--ouvert"); });
    large.addEventListener("drop", (evenement) => {
      cadre.classList.remove("depot__cadre--ouvert");
      if (!avecFichiers(evenement)) return;
      evenement.preventDefault();
      recevoir(evenement.dataTransfer.files);
    });
    large.addEventListener("paste", (evenement) => { if (evenement.clipboardData) recevoir(evenement.clipboardData.files); });
    // What is on its way would be lost.
    window.addEventListener("beforeunload", (evenement) => { if (restent) evenement.preventDefault(); });
  }

  window.cufDepot = { monter, creer, attendre };
  document.querySelectorAll(".depot[data-page]").forEach(monter);
})();
