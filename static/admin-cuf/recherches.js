// The searches of relations, without a hand on the mouse: a letter opens the one that has the focus, and is its first.
(function () {
  "use strict";

  document.addEventListener("keydown", function (evenement) {
    const choix = evenement.target.closest(".select2-selection--single");
    if (!choix || evenement.key.length !== 1 || evenement.key === " " || evenement.ctrlKey || evenement.metaKey || evenement.altKey) {
      return;
    }
    django.jQuery(choix.closest(".select2-container")).prev("select").select2("open");
  });
})();
