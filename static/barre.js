/* The bar over every page (geo/ui/serve/bar.py): its search, its menu, what Streamlit leaves to say.
 *
 * What can be found is one list, fetched at the first letter and kept by the browser. A choice is an
 * address: Streamlit reads it as it reads a step back, without loading the page again; before it is
 * there, the browser goes. Every text is written with textContent. */
(function () {
  "use strict";

  const barre = document.getElementById("atlas-barre");
  if (!barre) return;
  const zone = barre.querySelector(".atlas-recherche");
  const champ = zone.querySelector("input");
  const liste = zone.querySelector("ul");
  const dit = document.getElementById("atlas-dit");
  const racine = document.getElementById("root");
  const PAGES = JSON.parse(zone.dataset.pages);
  const BASE = zone.dataset.racine;
  const LARGE = window.matchMedia("(min-width: 1101px)");
  const MONTREES = 9;
  const PAR_GENRE = 5;
  const RIEN = "Rien de ce nom";
  const DITES = (n) => (n ? `${n} réponse${n > 1 ? "s" : ""}` : RIEN);

  /* --- what can be found ------------------------------------------------------------------------ */

  let index = null;

  const plat = (texte) => texte.toLowerCase().replace(/œ/g, "oe").normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();

  function lire() {
    index = index || fetch(zone.dataset.index).then((reponse) => reponse.json())
      .then((lignes) => lignes.map(([genre, nom, precision, page, demande, commune], rang) => ({
        genre, nom, precision, page, demande, commune, rang, mots: ` ${plat(nom)}`,
        tout: ` ${plat(nom)} ${plat(precision)}`,
      })));
    index.catch(() => { index = null; });
    return index;
  }

  /* The order of an answer: the whole name, its start, the start of one of its words; then the list's
   * own order, communes first. */
  function note(une, mots, texte) {
    if (une.mots === ` ${texte}`) return 0;
    if (une.mots.startsWith(` ${texte}`)) return une.commune ? 1 : 2;
    if (mots.every((mot) => une.mots.includes(` ${mot}`))) return une.commune ? 2 : 3;
    return mots.every((mot) => une.tout.includes(` ${mot}`)) ? 4 : -1;
  }

  function trouver(lignes, texte) {
    const mots = texte.split(" ");
    const gardees = lignes.map((une) => ({ une, rang: note(une, mots, texte) }))
      .filter(({ rang }) => rang >= 0)
      .sort((a, b) => a.rang - b.rang || a.une.rang - b.une.rang);
    const comptes = new Map();
    return gardees.map(({ une }) => une).filter(({ genre }) => {
      comptes.set(genre, (comptes.get(genre) || 0) + 1);
      return comptes.get(genre) <= PAR_GENRE;
    }).slice(0, MONTREES);
  }

  /* --- the list ----------------------------------------------------------------------------------- */

  let montrees = [];
  let active = -1;

  function fermer() {
    liste.hidden = true;
    champ.setAttribute("aria-expanded", "false");
    champ.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function ecrire(trouvees) {
    montrees = trouvees;
    liste.replaceChildren(...(trouvees.length ? trouvees : [null]).map((une, rang) => {
      const ligne = document.createElement("li");
      ligne.id = `atlas-trouvaille-${rang}`;
      ligne.setAttribute("role", "option");
      ligne.setAttribute("aria-selected", "false");
      const nom = document.createElement("span");
      nom.textContent = une ? une.nom : RIEN;
      ligne.append(nom);
      if (!une) {
        ligne.setAttribute("aria-disabled", "true");
        return ligne;
      }
      const reste = document.createElement("small");
      reste.textContent = [une.genre, une.precision].filter(Boolean).join(" · ");
      ligne.append(reste);
      ligne.addEventListener("pointerdown", (evenement) => evenement.preventDefault());
      ligne.addEventListener("click", () => choisir(une));
      return ligne;
    }));
    liste.hidden = false;
    champ.setAttribute("aria-expanded", "true");
    dire(DITES(trouvees.length));
    pointer(trouvees.length ? 0 : -1);
  }

  function pointer(rang) {
    active = rang;
    [...liste.children].forEach((ligne, place) =>
      ligne.setAttribute("aria-selected", String(place === rang)));
    if (rang < 0) return champ.removeAttribute("aria-activedescendant");
    champ.setAttribute("aria-activedescendant", liste.children[rang].id);
    liste.children[rang].scrollIntoView({ block: "nearest" });
  }

  function chercher() {
    const texte = plat(champ.value);
    if (!texte) return fermer();
    lire().then((lignes) => {
      if (plat(champ.value) === texte) ecrire(trouver(lignes, texte));
    }, fermer);
  }

  champ.addEventListener("focus", () => lire().catch(() => undefined));
  champ.addEventListener("input", chercher);
  champ.addEventListener("blur", fermer);
  champ.addEventListener("keydown", (evenement) => {
    const pas = { ArrowDown: 1, ArrowUp: -1 }[evenement.key];
    if (evenement.key === "Escape") {
      if (liste.hidden) champ.value = "";
      fermer();
    } else if (evenement.key === "Enter" && montrees[active] && !liste.hidden) {
      evenement.preventDefault();
      choisir(montrees[active]);
    } else if (pas && !liste.hidden && montrees.length) {
      evenement.preventDefault();
      pointer((active + pas + montrees.length) % montrees.length);
    } else if (pas) {
      evenement.preventDefault();
      chercher();
    }
  });

  /* --- where a choice leads ----------------------------------------------------------------------- */

  const vive = () => racine && racine.querySelector('[data-testid="stMain"]') &&
    !document.getElementById("atlas-fixe");

  /* A commune is shown by the page in view when it can; what else it was asked stays. */
  function adresse(une) {
    const ici = window.location.pathname.slice(BASE.length).replace(/\/$/, "");
    const montree = une.commune && PAGES.includes(ici);
    const cible = new URL(BASE + (montree ? ici : une.page), window.location.origin);
    if (montree) cible.search = window.location.search;
    for (const cle of montree ? ["territoire", "fiche", "version"] : []) {
      cible.searchParams.delete(cle);
    }
    for (const [cle, valeur] of Object.entries(une.demande)) cible.searchParams.set(cle, valeur);
    return cible;
  }

  function choisir(une) {
    const cible = adresse(une);
    champ.value = "";
    fermer();
    champ.blur();
    dire(une.nom);
    if (!vive()) {
      window.location.assign(cible);
      return;
    }
    history.pushState(null, "", cible);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  /* Our own links inside the atlas go where they lead without loading the page again. */
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest &&
      evenement.target.closest("#root a.atlas-aller, #atlas-barre .atlas-marque");
    if (!lien || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey || !vive()) return;
    evenement.preventDefault();
    history.pushState(null, "", lien.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });

  /* --- the menu ------------------------------------------------------------------------------------ */

  const menu = barre.querySelector(".atlas-menu");
  const volet = () => document.querySelector('[data-testid="stSidebar"]');
  const ouvert = () => volet() && volet().dataset.collapsed === "false";

  function basculer(voulu) {
    if (!volet() && !document.querySelector('[data-testid="stExpandSidebarButton"]')) return;
    if (ouvert() === voulu) return;
    const bouton = document.querySelector(voulu ? '[data-testid="stExpandSidebarButton"]'
      : '[data-testid="stSidebarCollapseButton"] button');
    if (bouton) bouton.click();
  }

  menu.addEventListener("click", () => {
    const bloc = document.getElementById("atlas-fixe");
    if (bloc) {
      bloc.querySelector("nav").scrollIntoView();
      return;
    }
    const voulu = !ouvert();
    basculer(voulu);
    if (voulu) setTimeout(() => volet() && volet().querySelector("a").focus(), 50);
  });

  /* Under the width of a laptop, the menu is a drawer: closed at first, and after a choice in it. */
  let replie = false;
  function suivre() {
    menu.setAttribute("aria-expanded", String(Boolean(ouvert())));
    if (!replie && volet()) {
      replie = true;
      if (!LARGE.matches) basculer(false);
    }
    const sombre = racine.querySelector(".atlas-sombre");
    const titre = racine.querySelector(".atlas-phrase");
    document.documentElement.toggleAttribute("data-sombre", Boolean(sombre));
    document.documentElement.toggleAttribute("data-clair", Boolean(titre && !sombre));
    annoncer(titre);
  }
  LARGE.addEventListener("change", ({ matches }) => basculer(matches));
  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest && evenement.target.closest('[data-testid="stSidebarNavLink"]');
    if (lien && !LARGE.matches) setTimeout(() => basculer(false), 0);
  });
  document.addEventListener("keydown", (evenement) => {
    if (evenement.key !== "Escape" || LARGE.matches || !ouvert()) return;
    if (!volet().contains(document.activeElement)) return;
    basculer(false);
    menu.focus();
  });

  /* --- what is told to who does not see ------------------------------------------------------------ */

  function dire(texte) {
    if (dit.textContent !== texte) dit.textContent = texte;
  }

  /* The sentence of a page is made again at each choice: only a place that stays is read out. */
  let phrase = null;
  function annoncer(element) {
    const texte = element ? element.textContent : "";
    if (!texte || texte === phrase) return;
    if (phrase !== null) dire(texte);
    phrase = texte;
  }

  /* --- a long sentence: two lines, the rest on demand ----------------------------------------------- */

  const SUITE = "Lire la suite";
  const MOINS = "Réduire";
  function replier() {
    for (const texte of document.querySelectorAll(".atlas-phrase, .atlas-fixe-phrase")) {
      const suivant = texte.nextElementSibling;
      const bouton = suivant && suivant.matches(".atlas-suite") ? suivant : null;
      const longue = texte.classList.contains("atlas-entiere") ||
        texte.scrollHeight > texte.clientHeight + 2;
      if (longue && !bouton && texte.clientHeight) {
        const neuf = document.createElement("button");
        neuf.type = "button";
        neuf.className = "atlas-suite";
        neuf.textContent = SUITE;
        neuf.setAttribute("aria-expanded", "false");
        neuf.addEventListener("click", () => {
          const entiere = texte.classList.toggle("atlas-entiere");
          neuf.textContent = entiere ? MOINS : SUITE;
          neuf.setAttribute("aria-expanded", String(entiere));
        });
        texte.after(neuf);
      } else if (!longue && bouton) bouton.remove();
    }
  }

  let attendu = 0;
  const bientot = () => {
    attendu = attendu || requestAnimationFrame(() => {
      attendu = 0;
      suivre();
      replier();
    });
  };
  new MutationObserver(bientot).observe(racine, { childList: true, subtree: true,
    attributes: true, attributeFilter: ["data-collapsed"] });
  window.addEventListener("resize", bientot);
  bientot();
})();
