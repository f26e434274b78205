/* Says who else has the same form open, and who saved it since it was opened: asked at the opening, then every 15 seconds while
   the page is looked at. */
(function () {
  "use strict";
  const zone = document.querySelector("[data-presence]");
  const form = zone?.closest("form");
  if (!form) return;
  const RYTHME = 15_000;

  // That of the session of now: the form's own is of the day it was opened.
  const jeton = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || form.elements.csrfmiddlewaretoken.value;

  const envoi = (suite = {}) => {
    const donnees = new FormData();
    const dits = { csrfmiddlewaretoken: jeton(), objet: zone.dataset.objet, depuis: zone.dataset.depuis };
    for (const [nom, valeur] of Object.entries({ ...dits, ...suite })) donnees.append(nom, valeur);
    return donnees;
  };

  function phrases({ autres, enregistree }) {
    const dites = [];
    if (enregistree) {
      dites.push(`${enregistree.nom} a enregistré cette page à ${enregistree.le}\u00a0: à votre enregistrement, les deux versions `
        + "vous seront montrées.");
    }
    for (const { nom, depuis } of autres) dites.push(`${nom} a cette page ouverte depuis ${depuis}.`);
    return dites.join(" ");
  }

  async function demander() {
    if (document.visibilityState !== "visible") return;
    try {
      const reponse = await fetch(zone.dataset.presence, { method: "POST", body: envoi(), redirect: "error" });
      if (!reponse.ok) return;
      const texte = phrases(await reponse.json());
      if (zone.textContent !== texte) zone.textContent = texte;
      zone.hidden = !texte;
    } catch {
      // No network: the next one will tell.
    }
  }

  demander();
  setInterval(demander, RYTHME);
  document.addEventListener("visibilitychange", demander);
  window.addEventListener("pagehide", () => navigator.sendBeacon(zone.dataset.presence, envoi({ quitte: "1" })));
})();
