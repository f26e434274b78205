/* What is pasted from Word, LibreOffice, Excel, Google Docs or another site becomes what may be written here
   (socle/ecriture.py); what is left out is told under the editor. */
(function () {
  "use strict";
  const CK = window.CKEDITOR;
  if (!CK) return;

  const STYLES = /<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi;
  const BALISE = /<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi;
  const ATTRIBUT_STYLE = /(\s)style(?=\s*=)/i;
  const BLANC_HABILLE = /<span\b(?:[^<>"']|"[^"]*"|'[^']*')*>[ \t\r\n]+<\/span>/gi;
  // Our name of the attribute `style` between the text that is read and the view that is made of it.
  const EN_ATTENTE = "data-cuf-style";
  const BLOCS = ["address", "article", "aside", "center", "details", "fieldset", "figcaption", "footer", "form", "header",
    "legend", "main", "nav", "pre", "section", "summary"];
  const CADRES = ["iframe", "object", "embed", "video", "audio"];
  const DESSINS = ["svg", "canvas"];
  // The names that Word gives to the kinds of numbers, and CSS's, as the attribute `type` writes them.
  const NUMEROS = { "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I" };

  const elements = (ecriture, contenu, noms) => [...ecriture.createRangeIn(contenu).getItems()]
    .filter((item) => item.is("element") && (!noms || noms.includes(item.name)));
  const deplier = (ecriture, element) => {
    const parent = element.parent;
    if (!parent) return;
    const rang = parent.getChildIndex(element);
    const enfants = [...element.getChildren()];
    ecriture.remove(element);
    ecriture.insertChild(rang, enfants, parent);
  };
  const compte = (nombre, un, plusieurs) => (nombre === 1 ? un : plusieurs.replace("%", nombre));

  /* The policy of the site forbids style sheets and style attributes, in the documents that the browser makes to read a text too:
     they are taken out of the text before it is read, and given back to the view, where they are mere words. */
  function preparer(html) {
    const feuilles = [];
    const sans = html.replace(STYLES, (_, css) => { feuilles.push(css); return ""; })
      // A blank that Word has dressed, line ends included, is a space: the reading would lose it and glue two words.
      .replace(BLANC_HABILLE, " ").replace(BLANC_HABILLE, " ");
    return { css: feuilles.join(" "), html: sans.replace(BALISE, (balise) => balise.replace(ATTRIBUT_STYLE, `$1${EN_ATTENTE}`)) };
  }

  function rendreLesStyles(ecriture, contenu) {
    for (const element of elements(ecriture, contenu)) {
      const style = element.getAttribute(EN_ATTENTE);
      if (style === undefined) continue;
      ecriture.removeAttribute(EN_ATTENTE, element);
      ecriture.setAttribute("style", style, element);
    }
  }

  /* The call of a note stays a word of the text, « [1] », as its note below: the editor would leave it empty. */
  function garderLesNotes(ecriture, contenu) {
    for (const element of elements(ecriture, contenu)) {
      for (const nom of ["mso-footnote-id", "mso-endnote-id"]) if (element.hasStyle(nom)) ecriture.removeStyle(nom, element);
    }
  }

  /* The style « Titre » of Word and LibreOffice is a heading, as « Titre 1 » is. */
  function nommerLesTitres(ecriture, contenu) {
    for (const element of elements(ecriture, contenu, ["p"])) {
      if ([...element.getClassNames()].some((nom) => /^(MsoTitle|title)/i.test(nom))) ecriture.rename("h1", element);
    }
  }

  /* A level 1 becomes our first one, and the other headings of the text go one level down with it. */
  function convertirLesTitres(ecriture, contenu, niveaux) {
    const titres = elements(ecriture, contenu, ["h1", "h2", "h3", "h4", "h5", "h6"]);
    const descente = titres.some((titre) => titre.name === "h1") ? 1 : 0;
    for (const titre of titres) {
      const niveau = Math.min(Math.max(Number(titre.name[1]) + descente, niveaux[0]), niveaux[niveaux.length - 1]);
      if (titre.name !== `h${niveau}`) ecriture.rename(`h${niveau}`, titre);
    }
  }

  /* Google Docs writes the kind of numbers on each line. */
  function nommerLesNumeros(ecriture, contenu) {
    for (const liste of elements(ecriture, contenu, ["ol"])) {
      const ligne = [...liste.getChildren()].find((enfant) => enfant.is("element", "li"));
      const genre = NUMEROS[liste.getStyle("list-style-type") || (ligne && ligne.getStyle("list-style-type"))];
      if (genre) ecriture.setAttribute("type", genre, liste);
      ecriture.removeStyle("list-style-type", liste);
    }
    for (const liste of elements(ecriture, contenu, ["ul"])) ecriture.removeStyle("list-style-type", liste);
  }

  /* Word says the language of every word, as it guesses it: only the foreign languages that we name stay. */
  function garderLesLangues(ecriture, contenu, codes) {
    for (const element of elements(ecriture, contenu)) {
      if (!element.hasAttribute("lang")) continue;
      const code = element.getAttribute("lang").toLowerCase().split("-")[0];
      if (codes.includes(code)) ecriture.setAttribute("lang", code, element);
      else {
        ecriture.removeAttribute("lang", element);
        ecriture.removeAttribute("dir", element);
      }
    }
  }

  function juger(adresse, dossiers) {
    try {
      const lue = new URL(adresse, document.baseURI);
      const lisible = (texte) => { try { return decodeURIComponent(texte); } catch { return texte; } };
      return {
        notre: lue.origin === location.origin && dossiers.some((dossier) => lue.pathname.startsWith(dossier)),
        chemin: lue.pathname,
        hote: lue.hostname.replace(/^www\./, ""),
        nom: /^(data|blob|cid):/.test(lue.protocol) ? "" : lisible(lue.pathname.split(/[/\\]/).pop()),
      };
    } catch {
      return { notre: false, hote: "", nom: "" };
    }
  }

  async function fichierDe(donnees) {
    const [entete, base64] = donnees.split(",", 2);
    const type = entete.slice(5).split(";")[0];
    const octets = Uint8Array.from(atob(base64), (lettre) => lettre.charCodeAt(0));
    return new File([octets], `image.${type.slice(6)}`, { type });
  }

  /* Sends the pictures that the clipboard holds, in the text or beside it; names the others. */
  function trierLesImages(editor, ecriture, contenu, fichiers, regles, dire) {
    const genres = regles.formats.map((format) => `image/${format}`);
    const images = elements(ecriture, contenu, ["img"]);
    const deLaPage = (image) => juger(image.getAttribute("src") || "", regles.dossiers).notre;
    const dansLeTexte = (image) => genres.some((genre) => (image.getAttribute("src") || "").startsWith(`data:${genre};base64,`));
    const ailleurs = images.filter((image) => !deLaPage(image) && !dansLeTexte(image));
    const aCote = [...fichiers].filter((fichier) => fichier && genres.includes(fichier.type));
    const depot = editor.plugins.has("ImageUploadEditing") && editor.plugins.get("FileRepository");
    for (const image of images) {
      const adresse = image.getAttribute("src") || "";
      const { notre, chemin, hote, nom } = juger(adresse, regles.dossiers);
      if (notre) {
        ecriture.setAttribute("src", chemin, image);
        continue;
      }
      const source = dansLeTexte(image) ? fichierDe(adresse)
        : aCote.length === ailleurs.length ? Promise.resolve(aCote[ailleurs.indexOf(image)]) : null;
      const chargeur = source && depot && depot.createLoader(source);
      if (chargeur) {
        ecriture.setAttribute("src", "", image);
        ecriture.setAttribute("uploadId", chargeur.id, image);
        ecriture.setAttribute("uploadProcessed", true, image);
        continue;
      }
      if (source) source.catch(() => {});
      // The dots by which sites count their readers are no pictures.
      if (!["0", "1"].includes(image.getAttribute("width"))) dire.image({ nom: image.getAttribute("alt") || nom, hote, permise: Boolean(depot) });
      const ligne = image.parent;
      ecriture.remove(image);
      // Nothing is left of the line of a logo.
      const vide = (noeud) => (noeud.is("$text") ? !noeud.data.trim() : noeud.is("element", "span") && [...noeud.getChildren()].every(vide));
      if (ligne && ligne.is("element", "p") && ligne.parent && [...ligne.getChildren()].every(vide)) ecriture.remove(ligne);
    }
  }

  /* A link keeps its words when it leads nowhere that a reader can go. */
  function trierLesLiens(ecriture, contenu, schemas, dire) {
    for (const lien of elements(ecriture, contenu, ["a"])) {
      const adresse = (lien.getAttribute("href") || "").trim();
      const schema = (/^([a-z][a-z0-9+.-]*):/i.exec(adresse) || [])[1];
      const motif = !adresse ? "" : adresse.startsWith("#") ? "renvoi"
        : /^([a-z]:[\\/]|\\\\)/i.test(adresse) || /^file$/i.test(schema) ? "fichier"
          : schema && !schemas.includes(schema.toLowerCase()) ? "adresse" : "bon";
      if (motif === "bon") continue;
      if (motif) dire.lien(motif, lien);
      deplier(ecriture, lien);
    }
  }

  /* What has no place here: frames, deleted text shown by Word; and the bar of a struck text, whose words stay. */
  function trierLeReste(ecriture, contenu, dire) {
    for (const cadre of elements(ecriture, contenu, CADRES)) {
      const adresse = cadre.getAttribute("src") || cadre.getAttribute("data") || "";
      dire.cadre(juger(adresse, []).hote);
      ecriture.remove(cadre);
    }
    for (const dessin of elements(ecriture, contenu, DESSINS)) {
      dire.image({ nom: "", hote: "", permise: true });
      ecriture.remove(dessin);
    }
    for (const retire of elements(ecriture, contenu, ["style", "script", "template", "noscript", "title"])) ecriture.remove(retire);
    const barres = elements(ecriture, contenu).filter((element) => ["s", "strike", "del"].includes(element.name)
      || /line-through/.test(element.getStyle("text-decoration") || element.getStyle("text-decoration-line") || ""));
    if (barres.length) dire.barre();
    for (const bloc of elements(ecriture, contenu, BLOCS)) {
      const dansFigure = bloc.name === "figcaption" && bloc.parent && bloc.parent.is("element", "figure");
      if (!dansFigure) ecriture.rename("div", bloc);
    }
  }

  /* Gathers what is left out of one paste, and says it in French. */
  function carnet() {
    const images = [], liens = { renvoi: 0, fichier: [], adresse: [] }, cadres = [];
    let barre = false;
    const mots = (lien) => [...lien.getChildren()].map(function lire(noeud) {
      return noeud.is("$text") ? noeud.data : noeud.is("element") ? [...noeud.getChildren()].map(lire).join("") : "";
    }).join("").trim();
    return {
      image: (image) => images.push(image),
      lien: (motif, lien) => { if (motif === "renvoi") liens.renvoi += 1; else liens[motif].push(mots(lien)); },
      cadre: (hote) => cadres.push(hote),
      barre: () => { barre = true; },
      lignes() {
        const lignes = images.map(({ nom, hote, permise }) => {
          const precise = [nom && `« ${nom} »`, hote && `du site ${hote}`].filter(Boolean).map((mots) => `, ${mots}`).join("");
          const quoi = `Une image${precise && `${precise},`} n’a pas été reprise. `;
          return quoi + (permise
            ? "Enregistrez-la sur votre ordinateur, puis ajoutez-la ici avec le bouton « Insérer une image »."
            : "Ce texte ne reçoit pas d’images.");
        });
        const noms = (textes) => textes.filter(Boolean).map((texte) => `« ${texte} »`).join(", ");
        if (liens.fichier.length) lignes.push(`${compte(liens.fichier.length, "1 lien menait", "% liens menaient")} à un fichier de votre ordinateur, que personne d’autre ne peut ouvrir ; le texte reste, sans lien : ${noms(liens.fichier)}. Joignez le fichier dans « Documents ».`);
        if (liens.adresse.length) lignes.push(`${compte(liens.adresse.length, "1 lien avait", "% liens avaient")} une adresse qui n’est pas acceptée ici ; le texte reste, sans lien : ${noms(liens.adresse)}.`);
        if (liens.renvoi) lignes.push(`${compte(liens.renvoi, "1 renvoi", "% renvois")} d’un endroit à l’autre du document (sommaire, notes) ne ${liens.renvoi === 1 ? "mènerait" : "mèneraient"} nulle part ; le texte reste, sans lien.`);
        for (const hote of cadres) lignes.push(`Un cadre ou une vidéo${hote ? ` du site ${hote}` : ""} n’a pas été repris : donnez plutôt son adresse.`);
        if (barre) lignes.push("Du texte était barré : il est repris sans sa barre. Relisez-le.");
        return [...new Set(lignes)];
      },
    };
  }

  function montrer(zone, lignes) {
    zone.replaceChildren();
    zone.hidden = !lignes.length;
    if (!lignes.length) return;
    const titre = document.createElement("p");
    titre.textContent = "Tout n’a pas pu être collé :";
    const liste = document.createElement("ul");
    for (const ligne of lignes) {
      const element = document.createElement("li");
      element.textContent = ligne;
      liste.append(element);
    }
    zone.append(titre, liste);
    // After the editor has brought its own selection into view; the bar of the form stays over the bottom of the window.
    setTimeout(() => zone.scrollIntoView({ block: "nearest" }));
  }

  /* The plug-in; `regles` is what socle/ecriture.py says, `zone` where to tell. */
  window.cufCollage = (regles, zone) => function Collage(editor) {
    const niveaux = regles.titres.map(([niveau]) => niveau);
    const codes = regles.langues.map(([, code]) => code);
    const vue = editor.editing.view.document;
    const tuyau = editor.plugins.get("ClipboardPipeline");
    let css = "";
    // Before PasteFromOffice reads the text.
    vue.on("clipboardInput", (_, donnees) => {
      css = "";
      if (typeof donnees.content !== "string") return;
      const prete = preparer(donnees.content);
      css = prete.css;
      donnees.content = prete.html;
    }, { priority: "high" });
    tuyau.on("inputTransformation", (_, donnees) => {
      const ecriture = new CK.ViewUpcastWriter(vue);
      rendreLesStyles(ecriture, donnees.content);
      garderLesNotes(ecriture, donnees.content);
      nommerLesTitres(ecriture, donnees.content);
      // The policy hides the style sheets from PasteFromOffice, which looks there for the bullets and the numbers of Word.
      if (donnees.extraContent) donnees.extraContent.stylesString = css;
    }, { priority: "highest" });
    // After PasteFromOffice, which makes lists and pictures out of Word's, and before the rest.
    tuyau.on("inputTransformation", (_, donnees) => {
      const ecriture = new CK.ViewUpcastWriter(vue);
      const dire = carnet();
      const fichiers = donnees.dataTransfer ? donnees.dataTransfer.files : [];
      trierLeReste(ecriture, donnees.content, dire);
      convertirLesTitres(ecriture, donnees.content, niveaux);
      nommerLesNumeros(ecriture, donnees.content);
      garderLesLangues(ecriture, donnees.content, codes);
      trierLesLiens(ecriture, donnees.content, regles.schemas, dire);
      trierLesImages(editor, ecriture, donnees.content, fichiers, regles, dire);
      montrer(zone, dire.lignes());
    }, { priority: CK.priorities.high - 10 });
  };
})();
