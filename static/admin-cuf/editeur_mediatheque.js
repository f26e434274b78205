/* The button of the editor that puts pictures of the library in a text; several chosen at once make a gallery. */
(function () {
  "use strict";
  const CK = window.CKEDITOR;
  if (!CK) return;
  window.cufImagesDeLaMediatheque = (adresse) => function ImagesDeLaMediatheque(editor) {
    editor.ui.componentFactory.add("mediatheque", (langue) => {
      const bouton = new CK.ButtonView(langue);
      bouton.set({ label: "Image de la médiathèque", icon: CK.IconBrowseFiles, tooltip: true });
      const commande = editor.commands.get("insertImage");
      if (commande) bouton.bind("isEnabled").to(commande);
      bouton.on("execute", async () => {
        const images = await window.cufMediatheque.ouvrir({ adresse, genre: "image", plusieurs: true });
        if (images.length) editor.execute("insertImage", { source: images.map((une) => ({ src: une.adresse, alt: une.alt })) });
        editor.editing.view.focus();
      });
      return bouton;
    });
  };
})();
