/* Walks a live map with the keyboard (geo/drawing/maps/words.py says the words).
 *
 * The map is one stop: its shapes, symbols and buttons are out of the tab order. The arrows go from a
 * commune to the next one in that direction; what is said is fetched at the first key, for the map
 * as it is drawn, and told in the live region of the page (#atlas-dit), which never leaves it.
 * static/atlas.js calls suivre(carte) each time it has drawn. */
(function () {
  "use strict";

  const ANGLES = { ArrowUp: 0, ArrowRight: 90, ArrowDown: 180, ArrowLeft: 270 };
  const SECTEUR = 45; // degrees between two of the directions of the words
  const OUVERTURE = 67.5; // how far from the arrow a neighbour may stand
  const CONE = 45; // the same, of a commune that is not a neighbour
  const PAS_PX = 80;
  const MARGE_PX = 60;
  const ARRETS = "path.leaflet-interactive:not([tabindex]), .leaflet-control-zoom a:not([tabindex]), " +
    ".atlas-recadrer:not([tabindex])";
  const SUIVANTS = 'a[href], button, input, select, summary, [tabindex="0"]';

  function dire(texte) {
    const place = document.getElementById("atlas-dit");
    if (place) place.textContent = texte;
  }

  const remplir = (texte, valeurs) =>
    texte.replace(/\{(\w+)\}/g, (_, nom) => String(valeurs[nom]));

  /* --- where one goes ------------------------------------------------------------------------------ */

  const ecart = (a, b) => Math.abs(((a - b + 540) % 360) - 180);

  /* The angle from a place to another, clockwise from the north; places are [lat, lon]. */
  function angle([lat, lon], [latitude, longitude]) {
    const est = (longitude - lon) * Math.cos((lat * Math.PI) / 180);
    return (Math.atan2(est, latitude - lat) * 180) / Math.PI;
  }

  function distance([lat, lon], [latitude, longitude]) {
    return Math.hypot(latitude - lat, (longitude - lon) * Math.cos((lat * Math.PI) / 180));
  }

  /* The neighbour on that side, else the nearest commune there, else none. A neighbour counts for
   * farther the more it stands beside the arrow: by its angle alone, some would never be reached. */
  function prochaine(lieux, voisines, ici, vers) {
    const depuis = lieux.get(ici);
    const premiere = (codes, ouverture) => codes.map((code) => {
      const cote = ecart(angle(depuis, lieux.get(code)), vers);
      return { code, cote, loin: distance(depuis, lieux.get(code)) * (1 + cote / SECTEUR) };
    }).filter(({ cote }) => cote <= ouverture).sort((a, b) => a.loin - b.loin)[0];
    const trouvee = premiere(voisines.map(([code]) => code), OUVERTURE) ||
      premiere([...lieux.keys()].filter((code) => code !== ici), CONE);
    return trouvee ? trouvee.code : null;
  }

  /* --- one map -------------------------------------------------------------------------------------- */

  class Marche {
    constructor(carte) {
      this.carte = carte;
      this.boite = carte.getContainer();
      this.code = null;
      this.objet = -1;
      this.trait = null;
      this.bulle = null;
      this.pas = Promise.resolve(); // keys are answered one after the other
      this.boite.setAttribute("role", "application");
      this.boite.addEventListener("keydown", (evenement) => this.touche(evenement));
      this.boite.addEventListener("focus", () => this.entrer());
      this.boite.addEventListener("blur", () => this.sortir());
      carte.on("tooltipopen", ({ tooltip }) => { this.bulle = tooltip; });
      carte.on("tooltipclose", () => { this.bulle = null; });
      carte.on("popupopen", ({ popup }) => nommerFermeture(popup));
    }

    get spec() { return this.carte.atlas.spec; }

    get communes() { return this.carte.atlas.couches.get("communes"); }

    /* What is drawn has changed: what stands in the map is no stop, the arrows are ours. */
    suivre() {
      this.boite.querySelectorAll(ARRETS).forEach((arret) => arret.setAttribute("tabindex", "-1"));
      this.boite.querySelectorAll(".leaflet-pane > svg").forEach((dessin) =>
        dessin.setAttribute("aria-hidden", "true"));
      if (!this.vive()) return;
      this.carte.keyboard.disable();
      this.boite.tabIndex = 0;
      if (this.code && document.activeElement === this.boite) this.marquer();
    }

    /* A map on a slide leaves the arrows to the slides; one whose words are not known yet waits. */
    vive() {
      return Boolean(this.spec && this.spec.mots && this.communes) &&
        !this.boite.closest(".st-key-scene");
    }

    /* Where each commune that is shown stands, by code. */
    lieux() {
      const { elements, couche } = this.communes;
      return new Map(elements.filter((_, rang) => couche.etats[rang] !== ".")
        .map(({ fiche }) => [fiche.id, fiche.centre]));
    }

    element(code) {
      return this.communes.elements.find(({ fiche }) => fiche.id === code);
    }

    depart() {
      const lieux = this.lieux();
      const choisie = this.spec.choix.find((code) => lieux.has(code));
      if (choisie) return choisie;
      return this.communes.elements.map(({ fiche }) => fiche).filter(({ id }) => lieux.has(id))
        .sort((a, b) => a.rang - b.rang)[0].id;
    }

    entrer() {
      if (!this.vive() || !this.boite.matches(":focus-visible")) return;
      this.suite((dits) => {
        this.decrire(dits);
        if (!this.code || !this.lieux().has(this.code)) this.code = this.depart();
        this.aller(dits, this.code);
        this.astuce(dits.mots.astuce);
      });
    }

    sortir() {
      this.effacer();
      this.astuce("");
    }

    /* The words of the map as it is drawn, then what is done with them: in the order of the keys. */
    suite(faire) {
      const { mots } = this.spec;
      this.pas = this.pas.then(() => window.Atlas.charger(mots)).then((dits) => {
        if (this.vive()) faire(dits);
      }).catch(() => undefined);
    }

    decrire(dits) {
      const total = Object.keys(dits.communes).length;
      this.boite.setAttribute("aria-label", remplir(dits.mots.carte, { total }));
      this.boite.setAttribute("aria-description", dits.mots.aide);
    }

    astuce(texte) {
      let note = this.boite.querySelector(".atlas-astuce");
      if (!note && texte) {
        note = document.createElement("div");
        note.className = "atlas-astuce";
        note.setAttribute("aria-hidden", "true");
        this.boite.append(note);
      }
      if (note) {
        note.textContent = texte;
        note.hidden = !texte;
      }
    }

    /* --- keys --------------------------------------------------------------------------------------- */

    touche(evenement) {
      if (!this.vive() || evenement.ctrlKey || evenement.altKey || evenement.metaKey) return;
      if (evenement.target !== this.boite) return;
      const acte = this.acte(evenement);
      if (!acte) return;
      evenement.preventDefault();
      evenement.stopPropagation();
      acte();
    }

    acte({ key, shiftKey }) {
      const { carte } = this;
      if (key in ANGLES && shiftKey) return () => this.deplacer(ANGLES[key]);
      if (key in ANGLES) return () => this.suite((dits) => this.fleche(dits, ANGLES[key]));
      return {
        PageDown: () => this.suite((dits) => this.feuilleter(dits, 1)),
        PageUp: () => this.suite((dits) => this.feuilleter(dits, -1)),
        Home: () => this.suite((dits) => this.aller(dits, this.depart())),
        Enter: () => this.suite((dits) => this.choisir(dits)),
        " ": () => this.suite((dits) => this.montrer(dits)),
        "+": () => carte.zoomIn(1, { animate: false }),
        "-": () => carte.zoomOut(1, { animate: false }),
        0: () => this.boite.querySelector(".atlas-recadrer").click(),
        "?": () => this.suite((dits) => this.aider(dits)),
        Escape: () => this.echapper(),
      }[key];
    }

    deplacer(vers) {
      const tour = (vers * Math.PI) / 180;
      this.carte.panBy([Math.sin(tour) * PAS_PX, -Math.cos(tour) * PAS_PX], { animate: false });
    }

    ici(dits) {
      if (!this.code || !dits.communes[this.code]) this.code = this.depart();
      return this.code;
    }

    fleche(dits, vers) {
      const ici = this.ici(dits);
      const code = prochaine(this.lieux(), dits.communes[ici].voisines, ici, vers);
      if (code) this.aller(dits, code);
      else dire(remplir(dits.mots.bord, { direction: dits.directions[vers / SECTEUR] }));
    }

    feuilleter(dits, pas) {
      const codes = Object.keys(dits.communes);
      const rang = codes.indexOf(this.ici(dits)) + pas;
      this.aller(dits, codes[(rang + codes.length) % codes.length]);
    }

    aller(dits, code) {
      this.code = code;
      this.objet = -1;
      this.carte.closePopup();
      this.marquer();
      const une = dits.communes[code];
      dire(`${une.nom}. ${une.dit}`);
    }

    choisir(dits) {
      const code = this.ici(dits);
      const { nom } = dits.communes[code];
      const [lat, lon] = this.lieux().get(code);
      const lieu = this.spec.clic === "point";
      dire(remplir(lieu ? dits.mots.lieu : dits.mots.choisie, { nom }));
      this.carte.atlas.envoyer(lieu ? { lat, lon } : { commune: code });
    }

    /* The next symbol of the commune, with its card. */
    montrer(dits) {
      const code = this.ici(dits);
      const { nom } = dits.communes[code];
      const objets = this.objets(code);
      if (!objets.length) {
        dire(remplir(dits.mots.sans_objet, { nom }));
        return;
      }
      this.objet = (this.objet + 1) % objets.length;
      const { marque, fiche } = objets[this.objet];
      this.fermerBulle();
      marque.openPopup();
      const place = remplir(dits.mots.objet, { rang: this.objet + 1, total: objets.length, nom });
      dire([fiche.nom, ...(fiche.details || []), place].join(". "));
    }

    objets(code) {
      const vus = [...this.carte.atlas.couches.values()].filter(({ couche }) =>
        couche && couche.genre === "points");
      return vus.flatMap(({ elements, couche }) => elements.filter(({ fiche }, rang) =>
        couche.etats[rang] !== "." && (fiche.communes || []).includes(code)));
    }

    echapper() {
      if (this.boite.querySelector(".leaflet-popup")) {
        this.carte.closePopup();
      } else if (this.bulle) {
        this.fermerBulle();
      } else {
        this.quitter();
      }
    }

    /* To what follows the map, as the Tab key would. */
    quitter() {
      window.Atlas.charger(this.spec.mots).then(({ mots }) => dire(mots.quittee), () => undefined);
      const arrets = [...document.querySelectorAll(SUIVANTS)].filter((arret) =>
        arret.tabIndex >= 0 && arret.getClientRects().length);
      const apres = arrets.find((arret) => !this.boite.contains(arret) &&
        this.boite.compareDocumentPosition(arret) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (apres) apres.focus();
      else this.boite.blur();
    }

    /* --- what is seen -------------------------------------------------------------------------------- */

    marquer() {
      this.effacer();
      const element = this.element(this.code);
      if (!element) return;
      const { sombre } = this.spec;
      const [encre, papier] = sombre ? ["#EEF3F6", "#10202D"] : ["#16222E", "#FFFFFF"];
      const forme = element.marque.toGeoJSON();
      const ligne = (color, weight, dashArray) => L.geoJSON(forme, { pane: "choix",
        interactive: false, style: { color, weight, dashArray, opacity: 1, fill: false,
          className: "atlas-ici" } });
      this.trait = L.layerGroup([ligne(papier, 7), ligne(encre, 4, "8 5")]).addTo(this.carte);
      this.voir(element.fiche.centre);
      element.marque.openTooltip(element.fiche.centre);
    }

    /* The place is brought in, if it is out of the frame or at its edge. */
    voir(centre) {
      const point = this.carte.latLngToContainerPoint(centre);
      const { x, y } = this.carte.getSize();
      const dedans = point.x > MARGE_PX && point.y > MARGE_PX && point.x < x - MARGE_PX &&
        point.y < y - MARGE_PX;
      if (!dedans) this.carte.panTo(centre, { animate: false });
    }

    effacer() {
      if (this.trait) this.trait.remove();
      this.trait = null;
      this.fermerBulle();
    }

    fermerBulle() {
      if (this.bulle) this.carte.closeTooltip(this.bulle);
      this.bulle = null;
    }

    /* --- the list of keys ---------------------------------------------------------------------------- */

    aider({ mots, touches }) {
      const cadre = document.createElement("dialog");
      cadre.className = "atlas-touches";
      cadre.setAttribute("aria-label", mots.touches);
      const titre = document.createElement("strong");
      titre.textContent = mots.touches;
      const liste = document.createElement("dl");
      for (const [nom, effet] of touches) {
        const ligne = document.createElement("div");
        const touche = document.createElement("dt");
        const dit = document.createElement("dd");
        touche.textContent = nom;
        dit.textContent = effet;
        ligne.append(touche, dit);
        liste.append(ligne);
      }
      const fermer = document.createElement("button");
      fermer.type = "button";
      fermer.textContent = mots.fermer;
      fermer.addEventListener("click", () => cadre.close());
      cadre.addEventListener("close", () => {
        cadre.remove();
        this.boite.focus();
      });
      cadre.append(titre, liste, fermer);
      document.body.append(cadre);
      cadre.showModal();
      fermer.focus();
    }
  }

  const FERMER = "Fermer"; // Leaflet names its button in English
  function nommerFermeture(popup) {
    const bouton = popup.getElement() && popup.getElement().querySelector(".leaflet-popup-close-button");
    if (bouton) bouton.setAttribute("aria-label", FERMER);
  }

  /* A tooltip that a mouse has opened goes with Escape too, wherever the focus is. */
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const boite of document.querySelectorAll(".atlas-carte")) {
      const marche = marches.get(boite);
      if (marche && document.activeElement !== boite) marche.fermerBulle();
    }
  });

  const marches = new WeakMap(); // what holds a map -> its walk

  function suivre(carte) {
    const boite = carte.getContainer();
    const tenue = marches.get(boite);
    if (!tenue || tenue.carte !== carte) marches.set(boite, new Marche(carte));
    marches.get(boite).suivre();
  }

  window.AtlasClavier = { suivre, prochaine };
})();
