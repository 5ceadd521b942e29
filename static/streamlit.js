/* What Streamlit says in English, and what it does not tell to who does not see: mended from outside.
 *
 * Streamlit gives no place for these words; they are replaced as it writes them, before they are
 * painted. MOTS are whole texts, DEBUTS what comes before a name of ours. What is mended, and what
 * tells that Streamlit has changed: docs/streamlit.md, tests/geo/ui/serve/test_streamlit_words.py. */
(function () {
  "use strict";

  const MOTS = {
    "About": "À propos",
    "(index)": "(rang)",
    "Add files": "Ajouter des fichiers",
    "An error has occurred, please try again.": "Une erreur est survenue, recommencez.",
    "App pages": "Pages de l’atlas",
    "Autosize": "Ajuster la largeur",
    "Cancel": "Annuler",
    "Choose an option": "Choisir",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "Close": "Fermer",
    "Close Search": "Fermer la recherche",
    "Collapse sidebar": "Fermer le menu",
    "Copy column name": "Copier le nom de la colonne",
    "Copy version to clipboard": "Copier la version",
    "Dark": "Sombre",
    "Dataframe column menu": "Menu de la colonne",
    "Dismiss": "Fermer la liste",
    "Expand sidebar": "Ouvrir le menu",
    "Format": "Format",
    "Hide column": "Cacher la colonne",
    "Light": "Clair",
    "Made with Streamlit v": "Fait avec Streamlit ",
    "Link to heading": "Lien vers ce titre",
    "Main menu": "Réglages",
    "Next Result": "Résultat suivant",
    "No data": "Aucune donnée",
    "No results": "Aucun résultat",
    "Notifications": "Avis",
    "Open": "Ouvrir la liste",
    "Pin column": "Figer la colonne",
    "Previous Result": "Résultat précédent",
    "Rerun": "Relancer",
    "Running...": "En cours…",
    "Select all": "Tout choisir",
    "Selected values": "Valeurs choisies",
    "Sidebar": "Menu",
    "Skip to main content": "Aller au contenu",
    "Sort ascending": "Trier du plus petit au plus grand",
    "Sort descending": "Trier du plus grand au plus petit",
    "Stop": "Arrêter",
    "Stop script": "Arrêter",
    "System": "Comme l’appareil",
    "Theme": "Apparence",
    "Type to search": "Chercher dans le tableau",
    "Unpin column": "Libérer la colonne",
    "Upload": "Choisir un fichier",
    "file upload": "Fichier à lire",
  };
  const DEBUTS = {
    "Clear selection": "Ne plus choisir de ligne",
    "Close fullscreen": "Quitter le plein écran",
    "Download as CSV": "Télécharger en CSV",
    "Fullscreen": "Plein écran",
    "Help for ": "Aide : ",
    "Press Enter to ": "Entrée pour valider",
    "Remove ": "Retirer ",
    "Search": "Chercher",
    "Show/hide columns": "Montrer ou cacher des colonnes",
  };
  const SUITES = { "Press Enter to ": "" }; // what comes after is English too
  const PAR_FICHIER = /^[\d.,]+\s?[KMG]B per file/;
  const PAR_FICHIER_DIT = "ou déposez-le ici : CSV ou classeur, 1 Mo au plus";
  const ATTRIBUTS = ["aria-label", "title", "placeholder", "alt"];
  const CHOISIS = ATTRIBUTS.map((nom) => `[${nom}]`).join();
  const A_NOUS = ".stHtml, .atlas-carte, #atlas-barre, #atlas-fixe, style, script, svg";
  const DE_STREAMLIT = '[data-testid="stFileUploader"]'; // its words stand in the Markdown of our texts
  const MARKDOWN = '[data-testid="stMarkdownContainer"]';
  const NOMMES = ["Ouvrir la liste", "Tout effacer", "Effacer"]; // buttons of a field, told apart by it

  function francais(texte) {
    const nu = texte.trim();
    if (Object.hasOwn(MOTS, nu)) return texte.replace(nu, MOTS[nu]);
    if (PAR_FICHIER.test(nu)) return PAR_FICHIER_DIT;
    const debut = Object.keys(DEBUTS).find((un) => nu.startsWith(un));
    if (!debut) return texte;
    const suite = debut in SUITES ? SUITES[debut] : nu.slice(debut.length);
    return DEBUTS[debut] + suite.replace(/^: /, "\u00a0: ");
  }

  function champ(bouton) {
    const cadre = bouton.closest('[data-testid="stMultiSelect"], [data-testid="stSelectbox"]');
    const entree = cadre && cadre.querySelector("input[aria-label]");
    return entree ? entree.getAttribute("aria-label") : "";
  }

  function attribut(element, nom) {
    const ecrit = element.getAttribute(nom);
    if (!ecrit) return;
    let dit = francais(ecrit);
    if (nom === "aria-label" && NOMMES.includes(dit) && champ(element)) {
      dit += `\u00a0: ${champ(element)}`;
    }
    if (dit !== ecrit) element.setAttribute(nom, dit);
  }

  /* Our own texts are in French: only what Streamlit writes is looked at. */
  function texte(noeud) {
    const parent = noeud.parentElement;
    if (!parent || !noeud.nodeValue.trim() || parent.closest(A_NOUS)) return;
    if (parent.closest(MARKDOWN) && !parent.closest(DE_STREAMLIT)) return;
    const dit = francais(noeud.nodeValue);
    if (dit !== noeud.nodeValue) noeud.nodeValue = dit;
  }

  /* --- what a part of the page is, where Streamlit says it wrong or not at all --------------------- */

  function poser(element, nom, valeur) {
    if (element.getAttribute(nom) !== valeur) element.setAttribute(nom, valeur);
  }

  const PARTIES = {
    /* One list a section, named by its title, instead of one list of divisions. */
    '[data-testid="stSidebarNavItems"]': (liste) => poser(liste, "role", "presentation"),
    '[data-testid="stNavSectionHeader"]': (titre) => {
      poser(titre, "aria-hidden", "true");
      poser(titre.parentElement, "role", "list");
      const nom = titre.querySelector("p");
      if (nom) poser(titre.parentElement, "aria-label", nom.textContent);
    },
    '[data-testid="stSidebarNavItems"] li': (ligne) => poser(ligne, "role", "listitem"),
    /* A grid takes the name of its table, and is the one that is told. */
    '[data-testid="stDataFrame"] table[role="grid"]': (grille) => {
      const nomme = grille.closest("[aria-label]:not(table)");
      if (nomme) poser(grille, "aria-label", nomme.getAttribute("aria-label"));
    },
    '[data-testid="stFileUploaderDropzone"]': (zone) => poser(zone, "role", "group"),
    /* The bar over the page is its head: this one only holds a button. */
    '[data-testid="stHeader"]': (tete) => poser(tete, "role", "presentation"),
    /* The sheet draws the border of a switch, which the line around it does not tell. */
    'label [role="switch"]': (bascule) => poser(bascule.closest("label"), "data-bascule", ""),
    /* A colour is the sheet's business: left by the library that draws the icons. */
    "span[color]": (icone) => icone.removeAttribute("color"),
    /* Beside the title of a page there is no room for the name of a field: it is told when pointed at. */
    ".st-key-entete input[aria-label]": (saisie) =>
      poser(saisie, "title", saisie.getAttribute("aria-label")),
    /* A list holds a name twice, to be found without its accents (formats.nom_cherchable): once is
     * enough for what is chosen. */
    "[data-tag]": (choisi) => {
      const nom = seul(choisi.getAttribute("aria-label") || "");
      if (!nom) return;
      poser(choisi, "aria-label", nom);
      const ecrit = choisi.querySelector("span");
      poser(ecrit, "title", nom);
      if (ecrit.firstChild.nodeValue !== nom) ecrit.firstChild.nodeValue = nom;
      const oter = choisi.querySelector("button");
      if (oter) poser(oter, "aria-label", `Retirer ${nom}`);
    },
    /* A link opens where the reader is, who opens another window if he wants one. */
    '[data-testid="stMarkdownContainer"] a[target]': (lien) => lien.removeAttribute("target"),
    /* Two grids on a page number their cells alike. */
    '[data-testid="stDataFrame"] [id^="glide-cell-"]': (cellule) => distinguer(cellule),
    /* The page is the second stop of a reader who skips the menu: it has a name. */
    '[data-testid="stMain"]': (page) => poser(page, "aria-label", "Contenu de la page"),
  };

  const EN_DOUBLE = /^(.+) · [^a-z]+$/; // « Béthune · BETHUNE »
  function seul(nom) {
    const trouve = EN_DOUBLE.exec(nom);
    return trouve ? trouve[1] : "";
  }

  const grilles = new WeakMap(); // a grid -> its rank, which tells its cells from those of another
  let rang = 0;
  function distinguer(cellule) {
    const grille = cellule.closest('[data-testid="stDataFrame"]');
    if (!grilles.has(grille)) grilles.set(grille, (rang += 1));
    cellule.id = `grille-${grilles.get(grille)}-${cellule.id}`;
  }

  /* A field whose value is refused says so: the page names it where it tells why
   * (geo/ui/parts/components.py, refused). */
  function refuser() {
    const avis = document.querySelector("#root .atlas-refus");
    const refuses = avis ? avis.dataset.champs.split(" ") : [];
    for (const champ of document.querySelectorAll(SAISIES)) {
      const cadre = champ.closest('[class*="st-key-"]');
      const faux = refuses.some((cle) => cadre && cadre.classList.contains(`st-key-${cle}`));
      if (faux) {
        poser(champ, "aria-invalid", "true");
        poser(champ, "aria-describedby", avis.id);
      } else if (champ.getAttribute("aria-describedby") === "atlas-refus") {
        champ.removeAttribute("aria-invalid");
        champ.removeAttribute("aria-describedby");
      }
    }
  }
  /* The page in view is only told by its colour. */
  function situer() {
    for (const lien of document.querySelectorAll('#root [data-testid="stSidebarNavLink"]')) {
      const ici = new URL(lien.href).pathname.replace(/\/$/, "") ===
        window.location.pathname.replace(/\/$/, "");
      if (ici) poser(lien, "aria-current", "page");
      else lien.removeAttribute("aria-current");
    }
  }

  const SAISIES = '#root :is([data-testid="stTextInput"], [data-testid="stTextArea"]) ' +
    ":is(input, textarea)";

  function dans(noeud, selecteur, faire) {
    if (noeud.matches(selecteur)) faire(noeud);
    noeud.querySelectorAll(selecteur).forEach(faire);
  }

  function relire(noeud) {
    if (noeud.nodeType === Node.TEXT_NODE) {
      texte(noeud);
      return;
    }
    if (noeud.nodeType !== Node.ELEMENT_NODE || noeud.closest(A_NOUS)) return;
    dans(noeud, CHOISIS, (element) => {
      if (!element.closest(A_NOUS)) ATTRIBUTS.forEach((nom) => attribut(element, nom));
    });
    const textes = document.createTreeWalker(noeud, NodeFilter.SHOW_TEXT);
    while (textes.nextNode()) texte(textes.currentNode);
    for (const [selecteur, faire] of Object.entries(PARTIES)) dans(noeud, selecteur, faire);
  }

  /* Without the cookie of Streamlit, the server takes no file: the page says so in place of the
   * deposit. Read here: a session may open before the cookie of a first visit has come. */
  const COOKIE = "_streamlit_xsrf=";

  function deposer() {
    if (!document.querySelector(".st-key-sans_cookie")) return;
    const garde = document.cookie.includes(COOKIE);
    document.documentElement.classList.toggle("atlas-sans-cookie", !garde);
  }

  /* React puts back an attribute when its own changes, and moves what it keeps: each is read again. */
  const OBSERVES = { childList: true, subtree: true, characterData: true, attributes: true,
    attributeFilter: [...ATTRIBUTS, "role"] };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === "characterData") texte(target);
      else if (type === "childList") addedNodes.forEach(relire);
      else if (target.closest(A_NOUS)) continue;
      else if (attributeName === "role") relire(target);
      else attribut(target, attributeName);
    }
    refuser();
    situer();
    deposer();
  }).observe(document.body, OBSERVES);
  relire(document.getElementById("root"));
})();
