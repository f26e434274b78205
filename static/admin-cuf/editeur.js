/* Mounts CKEditor 5 on every textarea[data-editeur], in the admin and in the member's space.
   Without this script the textarea remains, with the HTML in it. What the buttons below can write
   is what socle/texte_riche.py keeps: change both together. */
(function () {
  "use strict";
  const CK = window.CKEDITOR;
  if (!CK) return;

  // The editor writes some sizes (upload bar, image ratio) with setAttribute("style"), which the site's
  // content security policy blocks; the same text through the CSSOM is allowed.
  const ecrireAttribut = CK.ViewDomConverter.prototype.setDomElementAttribute;
  CK.ViewDomConverter.prototype.setDomElementAttribute = function (element, nom, valeur, vue) {
    if (nom === "style") element.style.cssText = valeur;
    else ecrireAttribut.call(this, element, nom, valeur, vue);
  };

  const PLUGINS = [
    "Essentials", "Paragraph", "Heading", "Bold", "Italic", "Superscript", "Subscript", "Link", "AutoLink",
    "List", "BlockQuote", "HorizontalLine", "Table", "TableToolbar", "TableCaption",
    "ImageBlock", "ImageToolbar", "ImageCaption", "ImageTextAlternative", "ImageStyle", "MediaEmbed",
    "Autoformat", "TextTransformation", "PasteFromOffice", "RemoveFormat", "FindAndReplace",
    "SpecialCharacters", "SpecialCharactersText", "SpecialCharactersLatin", "SpecialCharactersCurrency",
    "TextPartLanguage", "WordCount",
  ].map((nom) => CK[nom]);

  const CARACTERES = [
    ["espace insécable", "\u00a0"], ["espace fine insécable", "\u202f"],
    ["guillemet ouvrant", "«"], ["guillemet fermant", "»"], ["apostrophe", "’"],
    ["tiret cadratin", "—"], ["tiret demi-cadratin", "–"], ["points de suspension", "…"],
    ["e dans l’o", "œ"], ["E dans l’O", "Œ"], ["E accent aigu", "É"], ["E accent grave", "È"],
    ["A accent grave", "À"], ["C cédille", "Ç"], ["e exposant", "ᵉ"], ["r exposant", "ʳ"], ["numéro", "№"],
  ].map(([title, character]) => ({ title, character }));

  function CaracteresFrancais(editor) {
    editor.plugins.get("SpecialCharacters").addItems("Français", CARACTERES, { label: "Français" });
  }

  // French spacing while typing: a plain space before : ; ! ? » or after « becomes a no-break one.
  const TYPOGRAPHIE = {
    include: ["ellipsis", "enDash", "emDash"],
    extra: [
      { from: /( )([:;!?»])$/, to: ["\u00a0", null] },
      { from: /(«)( )$/, to: [null, "\u00a0"] },
      { from: /([\p{L}])(')$/u, to: [null, "’"] },
    ],
  };

  const LANGUES = [
    ["Allemand", "de"], ["Anglais", "en"], ["Arabe", "ar", "rtl"], ["Arménien", "hy"], ["Espagnol", "es"],
    ["Hébreu", "he", "rtl"], ["Italien", "it"], ["Japonais", "ja"], ["Malgache", "mg"], ["Polonais", "pl"],
    ["Portugais", "pt"], ["Roumain", "ro"], ["Ukrainien", "uk"], ["Vietnamien", "vi"],
  ].map(([title, languageCode, textDirection]) => ({ title, languageCode, textDirection }));

  const VIDEOS = [
    /^(m\.)?youtube\.com\/(watch|shorts\/|live\/|playlist)/, /^youtu\.be\/[\w-]+/, /^vimeo\.com\/\d+/,
    /^dailymotion\.com\/video\//, /^dai\.ly\/\w+/, /^[^/]+\/(w|videos\/watch)\/[\w-]{20,}/, // the last is PeerTube
  ];

  // What mediatheque/images.py takes. The editor drops any other file without a word: surveillerRefus says why.
  const FORMATS_IMAGE = ["jpeg", "png", "webp", "gif", "avif"];

  // What a member needs. The plug-ins are the same: a table or a picture that staff put in the text stays there.
  const BARRE_COURTE = ["heading", "|", "bold", "italic", "link", "bulletedList", "numberedList", "|", "undo", "redo"];

  function barre(envoi) {
    return [
      "heading", "|", "bold", "italic", "link", "bulletedList", "numberedList", "|",
      ...(envoi ? ["uploadImage"] : []), "insertTable", "mediaEmbed", "blockQuote", "horizontalLine", "|",
      "specialCharacters", "textPartLanguage", "superscript", "subscript", "removeFormat", "findAndReplace", "|",
      "undo", "redo",
    ];
  }

  function reglages(zone) {
    const envoi = zone.dataset.envoi;
    const jeton = zone.form && zone.form.querySelector("[name=csrfmiddlewaretoken]");
    const plugins = [...PLUGINS, CaracteresFrancais];
    if (envoi) plugins.push(CK.ImageUpload, CK.SimpleUploadAdapter);
    return {
      licenseKey: "GPL",
      language: { ui: "fr", content: "fr", textPartLanguage: LANGUES },
      translations: [window.CKEDITOR_TRANSLATIONS],
      plugins,
      toolbar: { items: zone.dataset.editeur === "court" ? BARRE_COURTE : barre(envoi) },
      heading: {
        options: [
          { model: "paragraph", title: "Paragraphe", class: "ck-heading_paragraph" },
          { model: "heading2", view: "h2", title: "Titre", class: "ck-heading_heading2" },
          { model: "heading3", view: "h3", title: "Sous-titre", class: "ck-heading_heading3" },
          { model: "heading4", view: "h4", title: "Intertitre", class: "ck-heading_heading4" },
        ],
      },
      image: {
        upload: { types: FORMATS_IMAGE },
        toolbar: ["imageTextAlternative", "toggleImageCaption", "|", "imageStyle:block", "imageStyle:side"],
        styles: { options: ["block", "side"] },
      },
      link: { defaultProtocol: "https://", allowedProtocols: ["https?", "mailto", "tel"] },
      // No provider has a preview: it would need frames and inline styles, which the site refuses.
      // The page shows a link. Any other pasted address stays a plain link.
      mediaEmbed: { providers: [{ name: "video", url: VIDEOS }] },
      simpleUpload: envoi ? { uploadUrl: envoi, headers: jeton ? { "X-CSRFToken": jeton.value } : {} } : undefined,
      specialCharacters: { order: ["Français"] },
      table: {
        contentToolbar: ["toggleTableCaption", "tableColumn", "tableRow", "mergeTableCells"],
        defaultHeadings: { rows: 1 },
      },
      typing: { transformations: TYPOGRAPHIE },
      ui: { poweredBy: { position: "inside" } },
    };
  }

  // The form is left with unsaved text only when the person confirms it.
  const modifies = new WeakSet();
  window.addEventListener("beforeunload", (evenement) => {
    if ([...document.forms].some((form) => modifies.has(form))) evenement.preventDefault();
  });
  document.addEventListener("submit", (evenement) => modifies.delete(evenement.target));

  /* Copies what the label, the help text and the errors say of the textarea onto the editing zone. */
  function decrire(editor, zone) {
    const etiquette = document.querySelector(`label[for="${CSS.escape(zone.id)}"]`);
    const attributs = {};
    if (etiquette) attributs["aria-label"] = etiquette.textContent.replace(/\s*:\s*$/, "").trim();
    for (const nom of ["aria-describedby", "aria-invalid"]) {
      if (zone.hasAttribute(nom)) attributs[nom] = zone.getAttribute(nom);
    }
    if (zone.required) attributs["aria-required"] = "true";
    zone.required = false; // hidden, it would block the form without showing why
    const vue = editor.editing.view;
    vue.change((ecriture) => {
      for (const [nom, valeur] of Object.entries(attributs)) ecriture.setAttribute(nom, valeur, vue.document.getRoot());
    });
    if (etiquette) etiquette.addEventListener("click", () => vue.focus());
  }

  /* Asks for the alternative text as soon as an image is there, and keeps counting those without. */
  function surveillerImages(editor, avis) {
    const compter = () => {
      const racine = editor.model.document.getRoot();
      const images = [...editor.model.createRangeIn(racine).getItems()].filter((item) => item.is("element", "imageBlock"));
      const sans = images.filter((image) => !image.getAttribute("alt")).length;
      const texte = !sans ? "" : sans === 1
        ? "1 image sans texte de remplacement : décrivez ce qu’elle montre, sauf si elle est seulement décorative."
        : `${sans} images sans texte de remplacement : décrivez ce qu’elles montrent, sauf si elles sont seulement décoratives.`;
      if (avis.textContent !== texte) avis.textContent = texte;
      avis.hidden = !texte;
    };
    editor.model.document.on("change:data", compter);
    compter();
    if (!editor.plugins.has("ImageUploadEditing")) return;
    editor.plugins.get("ImageUploadEditing").on("uploadComplete", (_, { imageElement }) => {
      setTimeout(() => {
        if (imageElement.root.rootName === "$graveyard") return;
        editor.model.change((ecriture) => ecriture.setSelection(imageElement, "on"));
        editor.editing.view.focus();
        editor.ui.componentFactory.create("imageTextAlternative").fire("execute");
      });
    });
  }

  /* Says beside the editor why a file is refused: by the editor, which knows its kind only, or by the site. */
  function surveillerRefus(editor, refus) {
    if (!editor.plugins.has("ImageUploadEditing")) return;
    const dire = (texte) => { refus.textContent = texte; refus.hidden = !texte; };
    const juger = (fichiers) => {
      const autres = [...fichiers].filter((fichier) => !FORMATS_IMAGE.some((format) => fichier.type === `image/${format}`));
      dire(!autres.length ? "" : `${autres.map((fichier) => `« ${fichier.name} »`).join(", ")} : ce n’est pas une image acceptée. `
        + "Envoyez une image JPEG, PNG, WebP, GIF ou AVIF ; tout autre fichier se joint dans « Documents ».");
    };
    // Before the editor, which empties the field.
    editor.ui.view.element.addEventListener("change", ({ target }) => { if (target.type === "file") juger(target.files); }, true);
    editor.editing.view.document.on("clipboardInput", (_, { dataTransfer }) => {
      if (dataTransfer.files.length) juger(dataTransfer.files);
    }, { priority: "highest" });
    // In place of the browser's own box, which hides the page and is gone once closed.
    editor.plugins.get("Notification").on("show:warning", (evenement, { message }) => {
      dire(message);
      evenement.stop();
    });
  }

  const montes = new WeakSet();
  async function monter(zone) {
    if (montes.has(zone) || zone.name.includes("__prefix__")) return;
    montes.add(zone);
    let editor;
    try {
      editor = await CK.ClassicEditor.create(zone, reglages(zone));
    } catch (erreur) {
      console.error(erreur); // the textarea is still there and works
      return;
    }
    decrire(editor, zone);
    const pied = document.createElement("div");
    pied.className = "editeur-pied";
    const avis = document.createElement("p");
    avis.className = "editeur-avis";
    avis.setAttribute("role", "status");
    const refus = document.createElement("p");
    refus.className = "editeur-refus";
    refus.setAttribute("role", "alert");
    refus.hidden = true;
    pied.append(refus, avis, editor.plugins.get("WordCount").wordCountContainer);
    editor.ui.view.element.append(pied);
    surveillerImages(editor, avis);
    surveillerRefus(editor, refus);
    editor.model.document.on("change:data", () => {
      editor.updateSourceElement();
      if (zone.form) modifies.add(zone.form);
    });
  }

  const chercher = (racine) => racine.querySelectorAll("textarea[data-editeur]").forEach(monter);
  document.addEventListener("formset:added", (evenement) => chercher(evenement.target));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => chercher(document));
  else chercher(document);
})();
