/* The keys of the slide show and the search of a commune.
 *
 * What a key asks goes through a component of the slide (geo/ui/pages/presentation/moves.py), as a
 * click on the map does. Without a slide on the page (.atlas-scene) no key is touched.
 * static/atlas.js passes on those of the map; static/salle.js turns the slides for a room. */
(function () {
  "use strict";

  const PAS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
    Home: -Infinity, End: Infinity };
  const AVANCE = [" ", "Enter"]; // as remotes send them; on a button, they press it
  const CHIFFRE = /^\d$/;
  const CHIFFRES_MS = 900; // two digits make one number
  const REPOS_MS = 3000; // then the pointer and what it opened are in the way
  const LETTRE = /^\p{L}$/u;
  const SEULE = /^[\p{L}\d]$/u;
  const DEUX_LETTRES_MS = 1500;
  const SEULE_MS = 800;
  const VUES = 8;
  const MOTS = {
    aucune: "Aucune commune de ce nom",
    noir: "Écran noir : une touche ou un clic rend la diapositive",
    liste: "Communes trouvées",
  };

  const scene = () => document.querySelector(".atlas-scene");
  const champ = () => document.querySelector(".st-key-chercher_commune input");

  /* --- keys --------------------------------------------------------------------------------- */

  const ENVOI_MS = 400;
  const ATTENTE_MS = 100;
  const REPRISE_MS = 1500;
  const REPRISES = 4;
  let premiere = "";
  let attente = 0;
  let cible = 0; // the slide asked for, which may not be there yet
  let envoi = 0;

  /* The next keys count from the slide asked for: a remote control is faster than a page. */
  function tourner(pas) {
    const { rang, saut } = scene().dataset;
    const enCours = Date.now() - envoi < ENVOI_MS ||
      document.querySelector("[data-test-script-state]").dataset.testScriptState === "running";
    const depart = enCours && cible ? cible : Number(rang);
    // From a commune that is not in the deck, back is the slide that was left.
    viser(saut && pas === -1 && depart === Number(rang) ? depart : depart + pas);
  }

  function viser(rang) {
    cible = Math.min(Math.max(rang, 1), Number(scene().dataset.total));
    envoi = Date.now();
    envoyer(String(cible));
    verifier(cible, REPRISES);
  }

  /* A key sent while the page was being redrawn may be lost: it is sent again. */
  function verifier(voulue, essais) {
    setTimeout(() => {
      const une = scene();
      if (!essais || !une || cible !== voulue || Number(une.dataset.rang) === voulue) return;
      envoyer(String(voulue));
      verifier(voulue, essais - 1);
    }, REPRISE_MS);
  }

  function saisie(cible) {
    return cible && cible.closest && cible.closest("input, textarea, select, [contenteditable=true]");
  }

  /* Returns whether the key was one of ours. */
  function touche(evenement) {
    if (!scene() || evenement.ctrlKey || evenement.altKey || evenement.metaKey) return false;
    if (saisie(evenement.target)) return false;
    const pas = evenement.shiftKey ? undefined : pasDe(evenement);
    if (pas) {
      premiere = "";
      tourner(pas);
    } else if (scene().hasAttribute("data-muettes") && SEULE.test(evenement.key)) {
      return false; // the speaker has switched off what one letter or digit does
    } else if (CHIFFRE.test(evenement.key)) {
      chiffre(evenement.key);
    } else if (evenement.key === "Escape") {
      premiere = "";
      document.querySelector(".st-key-scene_quitter button").click();
    } else if (LETTRE.test(evenement.key)) {
      lettre(evenement.key);
    } else {
      return false;
    }
    evenement.preventDefault();
    return true;
  }

  function pasDe({ key, target }) {
    if (!AVANCE.includes(key)) return PAS[key];
    const actif = target && target.closest && 
      target.closest("button, a, summary, [role=button], .atlas-carte");
    return actif ? undefined : 1;
  }

  let nombre = "";
  let compte = 0;

  /* Digits name a slide. */
  function chiffre(touchee) {
    clearTimeout(compte);
    nombre += touchee;
    compte = setTimeout(() => {
      const voulu = Number(nombre);
      nombre = "";
      if (scene() && voulu) viser(voulu);
    }, CHIFFRES_MS);
  }

  /* Nothing on the wall while one speaks; the next key or click gives the slide back. */
  function noircir() {
    const voile = document.createElement("div");
    voile.id = "atlas-noir";
    voile.setAttribute("role", "status");
    voile.tabIndex = -1;
    const dit = document.createElement("span");
    dit.textContent = MOTS.noir;
    voile.append(dit);
    document.body.append(voile);
    voile.focus();
  }

  function rendre() {
    const voile = document.getElementById("atlas-noir");
    if (voile) voile.remove();
    return Boolean(voile);
  }

  /* Two letters look for a commune; F alone is the full screen, B alone the black one. */
  function lettre(touchee) {
    clearTimeout(attente);
    if (premiere) {
      const debut = premiere + touchee;
      premiere = "";
      chercher(debut);
      return;
    }
    premiere = touchee;
    const { orateur, code } = window.AtlasSalle || {};
    const seule = { f: pleinEcran, b: noircir, n: orateur, q: code }[touchee.toLowerCase()];
    attente = setTimeout(() => {
      premiere = "";
      if (seule) seule();
    }, seule ? SEULE_MS : DEUX_LETTRES_MS);
  }

  function pleinEcran() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => undefined);
  }

  document.addEventListener("keydown", (evenement) => {
    if (rendre()) {
      evenement.preventDefault();
      evenement.stopPropagation();
      return;
    }
    if (evenement.target === champ() && dansLaRecherche(evenement)) return;
    if (touche(evenement)) evenement.stopPropagation();
  }, true);
  let repos = 0;

  /* On a slide, the pointer and the card that it opened leave once it rests. */
  document.addEventListener("pointermove", () => {
    delete document.documentElement.dataset.repos;
    clearTimeout(repos);
    if (scene()) repos = setTimeout(() => { document.documentElement.dataset.repos = ""; }, REPOS_MS);
  }, { passive: true });
  document.addEventListener("click", (evenement) => {
    if (rendre()) {
      evenement.stopPropagation();
      return;
    }
    if (!evenement.target.closest(".st-key-scene_plein button")) return;
    evenement.stopPropagation();
    pleinEcran();
  }, true);

  /* --- the search of a commune -------------------------------------------------------------- */

  let communes = []; // {id, nom, cle, rang}
  let trouvees = [];
  let choisie = 0;

  function cle(texte) {
    return texte.replace(/œ/gi, "oe").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/[^a-z0-9]+/g, " ").trim();
  }

  function charger() {
    const adresse = scene() && scene().dataset.communes;
    if (communes.length || !adresse) return Promise.resolve();
    return fetch(`${window.__streamlit.BACKEND_BASE_URL}${adresse}`)
      .then((reponse) => reponse.json())
      .then((couche) => {
        communes = couche.features
          .map(({ properties: { id, nom, rang } }) => ({ id, nom, rang, cle: cle(nom) }));
      })
      .catch(() => undefined);
  }

  function ecrire(entree, texte) {
    // React hears of a change only when the value is set the way a person does it.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(entree, texte);
    entree.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function chercher(debut) {
    const entree = champ();
    if (!entree) return;
    window.focus();
    entree.focus({ preventScroll: true });
    ecrire(entree, debut);
    entree.setSelectionRange(debut.length, debut.length);
  }

  function filtrer(texte) {
    const voulue = cle(texte);
    if (!voulue) return [];
    const debute = communes.filter((une) => une.cle.startsWith(voulue));
    const contient = communes.filter((une) => une.cle.includes(` ${voulue}`) &&
      !une.cle.startsWith(voulue));
    const parTaille = (a, b) => a.rang - b.rang;
    return [...debute.sort(parTaille), ...contient.sort(parTaille)].slice(0, VUES);
  }

  function montrer() {
    const entree = champ();
    if (!entree || document.activeElement !== entree) return;
    document.documentElement.dataset.recherche = "";
    let liste = document.getElementById("atlas-communes");
    if (!liste) {
      liste = document.createElement("ul");
      liste.id = "atlas-communes";
      liste.setAttribute("role", "listbox");
      liste.setAttribute("aria-label", MOTS.liste);
      // In the application: it has its colours.
      document.querySelector(".stApp").append(liste);
    }
    trouvees = filtrer(entree.value);
    choisie = Math.min(choisie, Math.max(trouvees.length - 1, 0));
    const lignes = trouvees.map((une, rang) => {
      const ligne = document.createElement("li");
      ligne.id = `atlas-commune-${rang}`;
      ligne.setAttribute("role", "option");
      ligne.setAttribute("aria-selected", String(rang === choisie));
      ligne.textContent = une.nom;
      // At the press, before the field loses the focus.
      ligne.addEventListener("mousedown", (evenement) => {
        evenement.preventDefault();
        valider(une);
      });
      return ligne;
    });
    if (!lignes.length && cle(entree.value)) {
      const rien = document.createElement("li");
      rien.textContent = MOTS.aucune;
      lignes.push(rien);
    }
    liste.replaceChildren(...lignes);
    const attributs = { role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list",
      "aria-controls": "atlas-communes", autocomplete: "off" };
    Object.entries(attributs).forEach(([nom, valeur]) => entree.setAttribute(nom, valeur));
    if (trouvees.length) entree.setAttribute("aria-activedescendant", `atlas-commune-${choisie}`);
    else entree.removeAttribute("aria-activedescendant");
  }

  function fermer() {
    delete document.documentElement.dataset.recherche;
    const liste = document.getElementById("atlas-communes");
    if (liste) liste.remove();
    choisie = 0;
  }

  let pont = null;

  /* Asks for a slide by its number, or for a commune by its code. */
  function envoyer(texte) {
    const entree = champ();
    if (entree && document.activeElement === entree) {
      ecrire(entree, "");
      entree.blur();
    }
    if (pont) pont(texte);
    // The message of the slide came before what turns it: the key waits for it.
    else if (scene()) setTimeout(() => texte === String(cible) && envoyer(texte), ATTENTE_MS);
  }

  function valider(une) {
    cible = 0;
    envoyer(une.id);
  }

  /* Returns whether the key was one of the list. */
  function dansLaRecherche(evenement) {
    const pas = { ArrowDown: 1, ArrowUp: -1 }[evenement.key];
    if (pas && trouvees.length) {
      choisie = (choisie + pas + trouvees.length) % trouvees.length;
      montrer();
    } else if (evenement.key === "Enter") {
      if (trouvees.length) valider(trouvees[choisie]);
    } else if (evenement.key === "Escape") {
      ecrire(evenement.target, "");
      evenement.target.blur();
    } else {
      return true; // typing: the field's own business
    }
    evenement.preventDefault();
    evenement.stopPropagation();
    return true;
  }

  const deLaRecherche = (suite) => (evenement) => {
    if (evenement.target === champ()) suite();
  };
  document.addEventListener("focusin", deLaRecherche(() => charger().then(montrer)));
  document.addEventListener("input", deLaRecherche(() => {
    choisie = 0;
    charger().then(montrer);
  }));
  document.addEventListener("focusout", deLaRecherche(fermer));

  window.AtlasScene = {
    touche, scene, noircir, rendre,
    tourner: (pas) => scene() && tourner(pas),
    aller: (rang) => scene() && viser(rang),
    branchee: false,
    brancher: (envoi) => {
      pont = envoi;
      window.AtlasScene.branchee = true;
      document.dispatchEvent(new Event("atlas-scene-branchee"));
    },
  };
  document.dispatchEvent(new Event("atlas-scene-prete"));
})();
