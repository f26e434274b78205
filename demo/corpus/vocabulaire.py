"""The words of the corpus: our own lists, that sentences draw from, the first ones of each more often than the last."""


def _liste(texte):
    return texte.replace("\n", "|").split("|")


def _mots(texte):
    return texte.split()


SUJETS = _liste("""\
la collectivité|le comité de pilotage|la délégation|le conseil municipal|l’association partenaire|le réseau des élus
le service des relations internationales|la métropole|le département|la région|l’intercommunalité|le syndicat des eaux
la mission technique|le groupe de travail|la commission|le bureau exécutif|l’équipe projet|la chargée de mission
le vice-président|la maire adjointe|le lycée agricole|la chambre d’agriculture|l’université|le centre hospitalier
l’agence de l’eau|la maison de la jeunesse|le comité de jumelage|la bibliothèque|le conservatoire|l’office du tourisme
le parc naturel|la mairie partenaire|le gouvernorat|la province|le conseil régional|la préfecture|l’ambassade
le consulat|la fondation|le collectif d’habitants|la coopérative|l’école de la deuxième chance|le musée|la radio locale
le service départemental d’incendie|la régie des déchets|le laboratoire|la mission locale|l’observatoire|le port
la caisse des écoles|le théâtre|la direction de l’urbanisme|le club sportif|l’union des communes|la plateforme""")

VERBES = _liste("""\
a présenté|prépare|a lancé|soutient|accompagne|a évalué|a adopté|finance|a signé|prolonge|a inauguré|coordonne
a reçu|publie|organise|a validé|instruit|défend|propose|a retenu|partage|a confié|renforce|a ouvert|relance|clôture
examine|a voté|documente|traduit|diffuse|a restitué|cartographie|anime|rénove|équipe|forme|recense|a reconduit|met à jour
a différé|simplifie|expérimente|a étendu|suit|a chiffré|promeut|négocie|a remis|héberge""")

OBJETS = _liste("""\
un programme triennal|une convention de partenariat|un plan d’action|une étude de faisabilité|un appel à projets
une formation d’agents|un chantier de jeunes|un diagnostic partagé|un fonds commun|une feuille de route|un guide pratique
une mission d’expertise|un échange de pratiques|un atelier technique|un séminaire|une exposition|un réseau d’adduction
une station de traitement|un marché couvert|une école primaire|un centre de santé|une pépinière|un schéma directeur
un cadastre simplifié|une filière de compostage|une ligne de bus|un jardin partagé|une résidence d’artistes|un festival
une bourse de mobilité|un jumelage numérique|une charte|un observatoire local|une enquête auprès des ménages
un inventaire du patrimoine|un budget participatif|une régie de l’eau|une coopérative laitière|un atlas de la biodiversité
une maison de la citoyenneté|un parcours de visite|un concours scolaire|une caravane de sensibilisation
un corridor écologique|une plateforme logistique|un service d’état civil|un incubateur|une cantine scolaire
un dispositif d’alerte|une unité de séchage|un volontariat croisé|un conseil des jeunes|une cartographie des risques
un système d’archivage|une rencontre bilatérale""")

COMPLEMENTS = _liste("""\
sur l’accès à l’eau|pour la jeunesse|en faveur du climat|autour de la santé publique|sur la gestion des déchets
avec les habitants|au bénéfice des quartiers|pour l’égalité entre les femmes et les hommes|sur l’agriculture durable
avec les partenaires locaux|dans le cadre des objectifs de développement durable|sur la mobilité urbaine|pour la culture
en lien avec la diaspora|sur la gouvernance locale|avec l’appui de l’État|sur trois exercices budgétaires|pour l’alimentation
sur l’état civil|en matière d’énergie|pour le tourisme solidaire|sur la biodiversité|autour du patrimoine|sur le numérique
avec le soutien des bailleurs|pour les enseignants|sur l’assainissement|avec les services techniques|pour les artisans
sur la prévention des inondations|en direction des lycées|pour la lecture publique|sur la fiscalité locale|avec les éleveurs
sur la planification urbaine|pour les personnes handicapées|autour du sport|sur la francophonie|pour les pêcheurs
sur l’insertion professionnelle|avec la société civile|pour les maraîchers|sur la sécurité alimentaire|autour de la musique
sur la restauration des sols|pour les sapeurs-pompiers|sur les énergies renouvelables|avec les conseils de quartier
pour l’accueil des étudiants|sur la mémoire partagée|autour du cinéma|sur la transition écologique|pour les soignants
sur les langues régionales|avec les entreprises|sur la forêt|pour la petite enfance""")

SUITES = _liste("""\
Le calendrier sera précisé après la prochaine réunion.|Les documents de travail sont à la disposition des membres.
Les agents formés transmettront à leur tour ce qu’ils ont appris.|Une restitution publique est prévue à l’automne.
Chacun peut faire part de ses remarques avant la fin du mois.|L’évaluation associera des habitants des deux territoires.
Le financement est réparti à parts égales entre les partenaires.|La démarche s’inscrit dans la durée.
Les premiers résultats dépassent ce qui était attendu.|Un second volet sera étudié l’an prochain.
Les difficultés rencontrées ont été dites sans détour.|Le suivi repose sur des indicateurs simples.
La coopération entre territoires repose d’abord sur la confiance.|Les élus ont salué le travail des équipes techniques.
Une synthèse en quatre pages résume les échanges.|Les déplacements ont été limités au strict nécessaire.""")

INTERTITRES = _liste("""\
Le contexte|Ce qui change|Les partenaires|Le calendrier|Un financement partagé|Les premiers résultats
Comment participer|Les prochaines étapes|Ce que disent les élus|Des enseignements utiles|Sur le terrain|Pour aller plus loin
Une méthode commune|Les points de vigilance|Le rôle des habitants|Un territoire engagé""")

ELEMENTS = _liste("""\
former les agents territoriaux|équiper les services techniques|publier un guide|organiser une rencontre annuelle
suivre des indicateurs communs|associer les écoles|partager les données|recruter un volontaire|entretenir les ouvrages
ouvrir une permanence|traduire les supports|réunir le comité de suivi|informer les habitants|tenir un budget séparé
recevoir une délégation|documenter chaque étape""")

TITRES = [
    "{Objet} {lieu} avec {ville}",
    "{pays} : {objet} {complement}",
    "À {ville}, {objet} {complement}",
    "Coopération : {ville} {verbe} {objet}",
    "{Objet} {complement}, {annee}",
    "Retour sur {objet} {lieu}",
    "{ville} et {pays} : {objet}",
    "Bilan {annee} : {objet} {complement}",
]
EVENEMENTS = [
    "Réunion du groupe {pays}",
    "Webinaire : {objet} {complement}",
    "Atelier {complement}",
    "Rencontre à {ville} : {objet}",
    "Comité de suivi {lieu}, {annee}",
    "Journée d’échanges {complement}",
]

PRENOMS = _mots("""Marie Jean Nathalie Philippe Isabelle Michel Catherine Alain Sophie Pierre Fatima Mohamed Claire Nicolas Hélène
Laurent Anne Olivier Émilie Thierry Valérie Karim Sandrine Yves Aïcha Bruno Céline Guy Léa Ousmane Françoise Denis Inès
Patrick Zoé Serge Mireille Gaël Éloïse Ibrahima""")
NOMS = _mots("""Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc
Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu
Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas
Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert
Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte
Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury
Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin
Bailly Hervé Schneider Fernandez Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain Breton Besson
Langlois Rémy Gall Diallo Traoré Benali Haddad""")
SYLLABES = _mots("ba ra ma to ka lo sa ni do ri ko la ta mo vé sou dan gui fé an bor tal mar nou zé kin dia bé tou sé pal")
FONCTIONS = _liste("""\
maire|adjointe aux relations internationales|adjoint à la coopération|conseiller municipal délégué
présidente|vice-président chargé de l’action internationale|conseillère départementale|conseiller régional
directrice des relations internationales|chargé de mission coopération|conseillère communautaire""")
