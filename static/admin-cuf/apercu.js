/* The page as it is typed, beside its form on a wide screen, in a tab elsewhere. What is typed is posted to the preview and shown:
   it is kept nowhere. */
(function () {
  "use strict";
  const boutons = document.querySelector("[data-apercu]");
  const form = boutons?.closest("form");
  if (!form) return;
  const panneau = document.getElementById("apercu");
  const bascule = boutons.querySelector(".apercu-bascule");
  const scene = panneau.querySelector(".apercu__scene");
  const etat = panneau.querySelector(".apercu__etat");
  const vue = panneau.querySelector("[data-apercu-vue]");
  const LARGE = window.matchMedia("(min-width: 1200px)");
  const RYTHME = 1500; // milliseconds between two looks at what is typed
  const MEMOIRE = "cuf-apercu";
  const SANS = new Set(["jeton_envoi"]);

  const lire = () => {
    try {
      return JSON.parse(localStorage.getItem(MEMOIRE)) || {};
    } catch {
      return {};
    }
  };
  const retenir = (suite) => localStorage.setItem(MEMOIRE, JSON.stringify({ ...lire(), ...suite }));

  let montre = ""; // what the frame shows, as it was sent
  let cadre = null;
  let hauteur = 0;
  let largeur = lire().largeur || 1280;

  function champs() {
    const lus = [...new FormData(form)].filter(([nom, valeur]) => typeof valeur === "string" && !SANS.has(nom) && nom[0] !== "_");
    return [...lus, [boutons.dataset.champ, vue.value]];
  }

  function poster(cible) {
    const envoi = document.createElement("form");
    Object.assign(envoi, { method: "post", action: boutons.dataset.apercu, target: cible, hidden: true });
    for (const [nom, valeur] of champs()) {
      const champ = document.createElement("textarea");
      champ.name = nom;
      champ.value = valeur;
      envoi.append(champ);
    }
    document.body.append(envoi);
    HTMLFormElement.prototype.submit.call(envoi);
    envoi.remove();
  }

  function tailler() {
    if (!cadre) return;
    const echelle = Math.min(1, scene.clientWidth / largeur);
    cadre.style.width = `${largeur}px`;
    cadre.style.height = `${scene.clientHeight / echelle}px`;
    cadre.style.transform = `scale(${echelle})`;
    for (const bouton of panneau.querySelectorAll("[data-largeur]")) {
      bouton.setAttribute("aria-pressed", String(Number(bouton.dataset.largeur) === largeur));
    }
  }

  function dessiner() {
    montre = JSON.stringify(champs());
    etat.textContent = "L’aperçu se met à jour…";
    // A new frame each time: the « back » of the browser stays that of the form.
    const neuf = document.createElement("iframe");
    neuf.name = `apercu-${Date.now()}`;
    neuf.title = "La page telle qu’elle est saisie";
    neuf.className = "apercu__cadre apercu__cadre--attend";
    scene.append(neuf);
    const ancien = cadre;
    cadre = neuf;
    tailler();
    poster(neuf.name);
    neuf.addEventListener("load", () => {
      if (neuf.contentWindow?.location.href === "about:blank") return;
      hauteur = ancien?.contentWindow?.scrollY ?? hauteur;
      ancien?.remove();
      neuf.classList.remove("apercu__cadre--attend");
      neuf.contentWindow?.scrollTo(0, hauteur);
      const refus = neuf.contentDocument?.querySelector("[data-apercu-refus]");
      etat.textContent = refus ? "L’aperçu laisse de côté ce qui n’est pas valable." : "L’aperçu montre ce qui est saisi.";
    });
  }

  function ouvrir(oui) {
    panneau.hidden = !oui;
    document.body.classList.toggle("avec-apercu", oui);
    bascule.setAttribute("aria-expanded", String(oui));
    bascule.textContent = oui ? "Fermer l’aperçu" : "Aperçu à côté";
    if (oui) dessiner();
  }

  function regarder() {
    if (panneau.hidden || document.visibilityState !== "visible" || scene.querySelector(".apercu__cadre--attend")) return;
    if (JSON.stringify(champs()) !== montre) dessiner();
  }

  function selonLaPlace() {
    bascule.hidden = !LARGE.matches;
    ouvrir(LARGE.matches && Boolean(lire().ouvert));
  }

  document.body.append(panneau);
  bascule.addEventListener("click", () => {
    retenir({ ouvert: panneau.hidden });
    ouvrir(panneau.hidden);
  });
  panneau.querySelector("[data-apercu-fermer]").addEventListener("click", () => {
    retenir({ ouvert: false });
    ouvrir(false);
    bascule.focus();
  });
  boutons.querySelector("[data-apercu-onglet]").addEventListener("click", (evenement) => {
    evenement.preventDefault();
    poster("_blank");
  });
  vue.addEventListener("change", dessiner);
  for (const bouton of panneau.querySelectorAll("[data-largeur]")) {
    bouton.addEventListener("click", () => {
      largeur = Number(bouton.dataset.largeur);
      retenir({ largeur });
      tailler();
    });
  }
  window.addEventListener("resize", tailler);
  LARGE.addEventListener("change", selonLaPlace);
  setInterval(regarder, RYTHME);
  selonLaPlace();
})();
