/* Blocks of ours in the editor: the call-out, the source of a quotation, the cards (a video by its address, a row of the portal).
   They are plain HTML: `figure.encadre`, `cite`, `figure.carte` that holds one link and its caption. */
(function () {
  "use strict";
  const CK = window.CKEDITOR;
  if (!CK) return;
  const CARTE = ["adresse", "objet", "titre", "precision"];

  class CommandeEncadre extends CK.Command {
    refresh() {
      const sommets = this.sommets();
      this.value = sommets.length > 0 && sommets.every((un) => un.is("element", "encadre"));
      this.isEnabled = this.value || (sommets.length > 0 && sommets.every((un) => this.editor.model.schema.checkChild(["$root", "encadre"], un)));
    }

    /* The elements of the first level that the selection touches. */
    sommets() {
      const racine = this.editor.model.document.getRoot();
      const blocs = [...this.editor.model.document.selection.getSelectedBlocks()];
      return [...new Set(blocs.map((bloc) => [bloc, ...bloc.getAncestors()].find((un) => un.parent === racine)).filter(Boolean))];
    }

    execute() {
      const sommets = this.sommets(), retire = this.value;
      this.editor.model.change((ecriture) => {
        if (retire) sommets.forEach((un) => ecriture.unwrap(un));
        else ecriture.wrap(ecriture.createRange(ecriture.createPositionBefore(sommets[0]), ecriture.createPositionAfter(sommets[sommets.length - 1])), "encadre");
      });
    }
  }

  function encadre(editor) {
    const { model, conversion } = editor;
    model.schema.register("encadre", { inheritAllFrom: "$container" });
    model.schema.addChildCheck((contexte, enfant) => (contexte.endsWith("encadre") && enfant.name === "encadre" ? false : undefined));
    conversion.elementToElement({ model: "encadre", view: { name: "figure", classes: "encadre" }, converterPriority: "high" });
    editor.commands.add("encadre", new CommandeEncadre(editor));
    // « Entrée » on an empty line goes out of it.
    editor.editing.view.document.on("enter", (evenement, donnees) => {
      const selection = model.document.selection, bloc = selection.getLastPosition().parent, boite = bloc.parent;
      if (!selection.isCollapsed || !bloc.isEmpty || !boite.is("element", "encadre") || bloc.nextSibling) return;
      model.change((ecriture) => {
        ecriture.move(ecriture.createRangeOn(bloc), boite, "after");
        if (boite.isEmpty) ecriture.remove(boite);
      });
      donnees.preventDefault();
      evenement.stop();
    }, { context: "figure", priority: "high" });
    model.document.registerPostFixer((ecriture) => {
      const vides = [...model.document.getRoot().getChildren()].filter((un) => un.is("element", "encadre") && un.isEmpty);
      vides.forEach((un) => ecriture.remove(un));
      return vides.length > 0;
    });
  }

  function source(editor) {
    editor.model.schema.extend("$text", { allowAttributes: "source" });
    editor.model.schema.setAttributeProperties("source", { isFormatting: true, copyOnEnter: false });
    editor.conversion.attributeToElement({ model: "source", view: "cite" });
    editor.commands.add("source", new CK.AttributeCommand(editor, "source"));
  }

  /* A button that does a command, pressed where the command holds. */
  function bouton(editor, nom, label, icone) {
    editor.ui.componentFactory.add(nom, (langue) => {
      const vue = new CK.ButtonView(langue), commande = editor.commands.get(nom);
      vue.set({ label, icon: icone, tooltip: true, isToggleable: true });
      vue.bind("isOn", "isEnabled").to(commande, "value", "isEnabled");
      vue.on("execute", () => { editor.execute(nom); editor.editing.view.focus(); });
      return vue;
    });
  }

  function carte(editor) {
    const { model, conversion } = editor;
    model.schema.register("carte", { inheritAllFrom: "$blockObject", allowAttributes: CARTE });
    editor.data.upcastDispatcher.on("element:figure", (_, donnees, api) => {
      const vue = donnees.viewItem;
      if (!vue.hasClass("carte") || !api.consumable.consume(vue, { name: true, classes: "carte" })) return;
      const enfant = (nom) => [...vue.getChildren()].find((un) => un.is("element", nom));
      const mots = (un) => (un ? [...un.getChildren()].map((noeud) => (noeud.is("$text") ? noeud.data : "")).join("") : "");
      const lien = enfant("a");
      if (!lien) return;
      const element = api.writer.createElement("carte", {
        adresse: lien.getAttribute("href") || "", objet: lien.getAttribute("data-objet") || "",
        titre: mots(lien), precision: mots(enfant("figcaption")),
      });
      if (api.safeInsert(element, donnees.modelCursor)) api.updateConversionResult(element, donnees);
    }, { priority: "high" });
    const figure = (element, ecriture) => {
      const dit = (nom) => element.getAttribute(nom) || "";
      const attributs = { ...(dit("objet") ? { "data-objet": dit("objet") } : {}), href: dit("adresse") };
      const enfants = [ecriture.createContainerElement("a", attributs, [ecriture.createText(dit("titre"))])];
      if (dit("precision")) enfants.push(ecriture.createContainerElement("figcaption", {}, [ecriture.createText(dit("precision"))]));
      return ecriture.createContainerElement("figure", { class: "carte" }, enfants);
    };
    const genre = { name: "carte", attributes: CARTE };
    conversion.for("dataDowncast").elementToStructure({ model: genre, view: (element, { writer }) => figure(element, writer) });
    conversion.for("editingDowncast").elementToStructure({
      model: genre,
      view: (element, { writer }) => CK.toWidget(figure(element, writer), writer, { label: `Carte : ${element.getAttribute("titre")}` }),
    });
  }

  /* Asks for the address, the title and the length of a video. Resolves to them, or to null. */
  function demanderLaVideo(dite) {
    const boite = document.createElement("dialog");
    boite.className = "recherche-lien";
    boite.setAttribute("aria-labelledby", "carte-video-nom");
    const champs = [["adresse", "Adresse de la vidéo", "url", true], ["titre", "Titre", "text", true], ["precision", "Durée (« 12 min »)", "text", false]];
    const formulaire = document.createElement("form");
    formulaire.method = "dialog";
    const nom = document.createElement("h2");
    nom.id = "carte-video-nom";
    nom.textContent = "Vidéo";
    formulaire.append(nom);
    for (const [cle, libelle, type, requis] of champs) {
      const etiquette = document.createElement("label"), champ = document.createElement("input");
      etiquette.textContent = libelle;
      Object.assign(champ, { id: `carte-video-${cle}`, name: cle, type, required: requis, value: dite[cle] || "", maxLength: type === "url" ? 1000 : 200 });
      etiquette.htmlFor = champ.id;
      formulaire.append(etiquette, champ);
    }
    formulaire.elements.adresse.pattern = "https?://.+";
    const gestes = document.createElement("div");
    gestes.className = "recherche-lien__tete";
    for (const [valeur, libelle] of [["oui", "Mettre la carte"], ["", "Annuler"]]) {
      const geste = document.createElement("button");
      Object.assign(geste, { value: valeur, textContent: libelle, className: "recherche-lien__fermer", formNoValidate: !valeur });
      gestes.append(geste);
    }
    formulaire.append(gestes);
    boite.append(formulaire);
    document.body.append(boite);
    return new Promise((resoudre) => {
      boite.addEventListener("close", () => {
        const valeurs = Object.fromEntries(champs.map(([cle]) => [cle, formulaire.elements[cle].value.trim()]));
        boite.remove();
        resoudre(boite.returnValue === "oui" ? valeurs : null);
      });
      boite.showModal();
    });
  }

  const choisie = (editor) => {
    const element = editor.model.document.selection.getSelectedElement();
    return element?.is("element", "carte") ? element : null;
  };
  const poser = (editor, valeurs) => {
    if (valeurs) editor.model.change((ecriture) => editor.model.insertObject(ecriture.createElement("carte", valeurs), null, null, { setSelection: "after" }));
    editor.editing.view.focus();
  };

  /* The plug-in; `recherche` is where rows of the portal are found, for who may search them. */
  window.cufBlocs = (recherche) => function Blocs(editor) {
    encadre(editor);
    source(editor);
    carte(editor);
    bouton(editor, "encadre", "Encadré", CK.IconBulb);
    bouton(editor, "source", "Source de la citation", CK.IconCaption);
    const ajouter = (nom, label, icone, demander) => editor.ui.componentFactory.add(nom, (langue) => {
      const vue = new CK.ButtonView(langue);
      vue.set({ label, icon: icone, tooltip: true });
      vue.on("execute", async () => poser(editor, await demander()));
      return vue;
    });
    ajouter("carteVideo", "Vidéo", CK.IconMedia, () => {
      const deja = choisie(editor);
      return demanderLaVideo(deja && !deja.getAttribute("objet") ? Object.fromEntries(deja.getAttributes()) : {});
    });
    if (!recherche) return;
    ajouter("carteLiee", "Carte : document, événement…", CK.IconDocumentOutline, async () => {
      const ligne = await window.cufRechercheDeLien({ adresse: recherche, titre: "Carte vers le portail" });
      return ligne && { adresse: ligne.adresse, objet: ligne.objet, titre: ligne.titre, precision: ligne.mention };
    });
  };
})();
