// The counter of the ledger, one line after the other: the cursor waits where one types first, then goes where one types next.
(function () {
  "use strict";

  // After those of Django, which put the search in place of the list.
  django.jQuery(function ($) {
    const formulaire = document.querySelector("form[data-guichet]");
    const recherche = formulaire.querySelector("select.admin-autocomplete");
    if (!recherche || formulaire.querySelector(".errorlist")) {
      return;
    }
    if (!recherche.value) {
      $(recherche).next().find(".select2-selection").trigger("focus");
    }
    // Once the search has taken the focus back.
    $(recherche).on("select2:select", () => setTimeout(() => formulaire.querySelector("[name=montant]").focus()));
  });
})();
