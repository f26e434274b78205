/* Mounts CKEditor 5 on every textarea[data-editeur], in the admin and in the member's space.
   Without this script the textarea remains, with the HTML in it. What may be written is said in socle/ecriture.py,
   and comes with the textarea; what is pasted is made into it by collage.js. */
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

  // Helpers of the person who writes: they add nothing to what may be written.
  const AIDES = ["Autoformat", "TextTransformation", "PasteFromOffice", "WordCount"].map((nom) => CK[nom]);

  const CARACTERES = [
    ["espace insécable", "\u00a0"], ["espace fine insécable", "\u202f"],
    ["guillemet ouvrant", "«"], ["guillemet fermant", "»"], ["apostrophe", "’"],
    ["tiret cadratin", "—"], ["tiret demi-cadratin", "–"], ["points de suspension", "…"],
    ["e dans l’o", "œ"], ["E dans l’O", "Œ"], ["E accent aigu", "É"], ["E accent grave", "È"],
    ["A accent grave", "À"], ["C cédille", "Ç"], ["e exposant", "ᵉ"], ["r exposant", "ʳ"], ["numéro", "№"],
  ].map(([title, character]) => ({ title, character }));

  // The policy refuses inline styles in a text that is read again too, after a refusal or a crash: none is written, as none is kept.
  const BALISE = /<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi;
  const STYLE = /\sstyle="[^"]*"/;
  function SansStyles(editor) {
    const { processor } = editor.data;
    const ecrire = processor.toData.bind(processor);
    processor.toData = (vue) => ecrire(vue).replace(BALISE, (balise) => balise.replace(STYLE, ""));
  }

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

  function reglages(zone, regles, perdus) {
    const envoi = zone.dataset.envoi;
    const jeton = zone.form && zone.form.querySelector("[name=csrfmiddlewaretoken]");
    const mediatheque = zone.dataset.choix ? [window.cufImagesDeLaMediatheque(zone.dataset.choix, zone.dataset.choixDocuments)] : [];
    const liens = zone.dataset.liens ? [window.cufLiensInternes(zone.dataset.liens)] : [];
    const langues = regles.langues.map(([title, languageCode, textDirection]) => ({ title, languageCode, textDirection }));
    return {
      licenseKey: "GPL",
      language: { ui: "fr", content: "fr", textPartLanguage: langues },
      translations: [window.CKEDITOR_TRANSLATIONS],
      plugins: [...regles.extensions.map((nom) => CK[nom]), ...AIDES, CaracteresFrancais, SansStyles, window.cufCollage(regles, perdus), window.cufBlocs(zone.dataset.liens), ...mediatheque, ...liens],
      toolbar: { items: regles.barre },
      heading: {
        options: [
          { model: "paragraph", title: "Paragraphe", class: "ck-heading_paragraph" },
          ...regles.titres.map(([niveau, title]) => (
            { model: `heading${niveau}`, view: `h${niveau}`, title, class: `ck-heading_heading${niveau}` })),
        ],
      },
      image: {
        upload: { types: regles.formats },
        toolbar: ["imageTextAlternative", "toggleImageCaption", "linkImage", "|", "imageStyle:block", "imageStyle:side"],
        styles: { options: ["block", "side"] },
      },
      link: { defaultProtocol: "https://", allowedProtocols: regles.schemas },
      // Numbers are written by the attribute of the list: the site refuses inline styles. Bullets are those of the site.
      list: { properties: { styles: { listTypes: ["numbered"], useAttribute: true }, startIndex: true, reversed: true } },
      // No provider has a preview: it would need frames and inline styles, which the site refuses.
      // The page shows a link. Any other pasted address stays a plain link.
      mediaEmbed: { providers: [{ name: "video", url: regles.videos.map((motif) => new RegExp(motif)) }] },
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
  function surveillerRefus(editor, refus, formats) {
    if (!editor.plugins.has("ImageUploadEditing")) return;
    const dire = (texte) => { refus.textContent = texte; refus.hidden = !texte; };
    const juger = (fichiers) => {
      const autres = [...fichiers].filter((fichier) => !formats.some((format) => fichier.type === `image/${format}`));
      dire(!autres.length ? "" : `${autres.map((fichier) => `« ${fichier.name} »`).join(", ")} : ce n’est pas une image acceptée. `
        + "Envoyez une image JPEG, PNG, WebP, GIF ou AVIF ; tout autre fichier se joint dans « Documents ».");
    };
    // Before the editor, which empties the field.
    editor.ui.view.element.addEventListener("change", ({ target }) => { if (target.type === "file") juger(target.files); }, true);
    editor.editing.view.document.on("clipboardInput", (_, { dataTransfer }) => {
      // Beside a text, Word and Excel put its picture, in formats of theirs.
      if (dataTransfer.files.length && !dataTransfer.getData("text/html")) juger(dataTransfer.files);
    }, { priority: "highest" });
    // In place of the browser's own box, which hides the page and is gone once closed.
    editor.plugins.get("Notification").on("show:warning", (evenement, { message }) => {
      dire(message);
      evenement.stop();
    });
  }

  /* A form sent while a picture is on its way would lose it. */
  function attendreLesEnvois(editor, zone, refus) {
    if (!zone.form || !editor.plugins.has("PendingActions")) return;
    zone.form.addEventListener("submit", (evenement) => {
      if (!editor.plugins.get("PendingActions").hasAny) return;
      evenement.preventDefault();
      evenement.stopImmediatePropagation();
      refus.textContent = "Une image est encore en cours d’envoi : attendez quelques secondes, puis enregistrez de nouveau.";
      refus.hidden = false;
      editor.editing.view.focus();
    }, true);
  }

  const montes = new WeakSet();
  async function monter(zone) {
    if (montes.has(zone) || zone.name.includes("__prefix__")) return;
    montes.add(zone);
    const regles = JSON.parse(zone.dataset.regles);
    const perdus = document.createElement("div");
    perdus.className = "editeur-perdus";
    perdus.setAttribute("role", "status");
    perdus.hidden = true;
    let editor;
    try {
      editor = await CK.ClassicEditor.create(zone, reglages(zone, regles, perdus));
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
    pied.append(refus, perdus, avis, editor.plugins.get("WordCount").wordCountContainer);
    editor.ui.view.element.append(pied);
    surveillerImages(editor, avis);
    surveillerRefus(editor, refus, regles.formats);
    attendreLesEnvois(editor, zone, refus);
    editor.model.document.on("change:data", () => {
      editor.updateSourceElement();
      zone.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // What keeps what is typed (saisie.js) reads the text in the textarea, and puts it back by the editor.
    zone.editeur = editor;
    zone.donneesLues = editor.getData();
    zone.dispatchEvent(new CustomEvent("editeur:monte", { bubbles: true }));
  }

  const chercher = (racine) => racine.querySelectorAll("textarea[data-editeur]").forEach(monter);
  document.addEventListener("formset:added", (evenement) => chercher(evenement.target));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => chercher(document));
  else chercher(document);
})();
