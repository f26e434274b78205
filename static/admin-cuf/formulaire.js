// Conveniences of every form of the back office: Ctrl+S saves, and a link to a field that was refused opens and focuses it.
(function () {
  "use strict";

  document.addEventListener("keydown", function (evenement) {
    if (!(evenement.ctrlKey || evenement.metaKey) || evenement.altKey || evenement.key.toLowerCase() !== "s") {
      return;
    }
    const bouton = document.querySelector('.submit-row [name="_continue"], .submit-row [name="_save"]');
    if (bouton) {
      evenement.preventDefault();
      bouton.click();
    }
  });

  document.addEventListener("click", function (evenement) {
    const lien = evenement.target.closest(".erreurs-liees a[data-champ]");
    if (!lien) {
      return;
    }
    const nom = lien.dataset.champ;
    const champ = document.getElementById(lien.hash.slice(1)) || document.querySelector('[name^="' + CSS.escape(nom) + '"]');
    const rangee = champ && champ.closest(".form-row, tr, .inline-related");
    if (!rangee) {
      return;
    }
    evenement.preventDefault();
    for (let pli = champ.closest("details"); pli; pli = pli.parentElement.closest("details")) {
      pli.open = true;
    }
    rangee.scrollIntoView({ block: "center" });
    // A rich text and a choice with a search stand in place of the field itself.
    const visible = rangee.querySelector('.ck-editor__editable, .select2-selection, input:not([type="hidden"]), select, textarea');
    (champ.offsetParent ? champ : visible || champ).focus();
  });
})();
