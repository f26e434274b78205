/* The buttons of the editor that put in a text what the library holds: pictures, of which several chosen at once make a gallery,
   and a sound or a video, a card (editeur_blocs.js) that readers see as its player. */
(function () {
  "use strict";
  const CK = window.CKEDITOR;
  if (!CK) return;
  window.cufImagesDeLaMediatheque = (adresse, adresseDesDocuments) => function ImagesDeLaMediatheque(editor) {
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
    editor.ui.componentFactory.add("enregistrement", (langue) => {
      const bouton = new CK.ButtonView(langue);
      bouton.set({ label: "Son ou vidéo de la médiathèque", icon: CK.IconMediaPlaceholder, tooltip: true });
      bouton.on("execute", async () => {
        const [un] = await window.cufMediatheque.ouvrir({ adresse: adresseDesDocuments, genre: "enregistrement", plusieurs: false });
        if (un) {
          const carte = { adresse: un.adresse, objet: `documents:${un.id}`, titre: un.titre, precision: un.mention };
          editor.model.change((ecriture) => editor.model.insertObject(ecriture.createElement("carte", carte), null, null, { setSelection: "after" }));
        }
        editor.editing.view.focus();
      });
      return bouton;
    });
  };
})();
