/* A click on the preview of a picture sets its focal point. The two fields of percents remain: they work without this
   script, and are how the keyboard sets it. */
(function () {
  "use strict";
  const cadre = document.querySelector(".apercu-focal");
  const champs = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id));
  if (!cadre || champs.includes(null)) return;
  const image = cadre.querySelector("img");

  const repere = document.createElement("span");
  repere.className = "apercu-focal__repere";
  cadre.append(repere);
  const aide = document.createElement("span");
  aide.className = "apercu-focal__aide";
  aide.textContent = "Cliquez sur ce qui doit rester visible : les deux pourcentages du point focal se remplissent.";
  cadre.after(aide);

  function placer() {
    const [x, y] = champs.map((champ) => Math.min(100, Math.max(0, Number(champ.value))));
    repere.style.left = `${x}%`;
    repere.style.top = `${y}%`;
  }
  champs.forEach((champ) => champ.addEventListener("input", placer));
  image.addEventListener("click", (evenement) => {
    const boite = image.getBoundingClientRect();
    champs[0].value = Math.round((100 * (evenement.clientX - boite.left)) / boite.width);
    champs[1].value = Math.round((100 * (evenement.clientY - boite.top)) / boite.height);
    placer();
  });
  placer();
})();
