/* Draws the maps: fetches each layer once, then only restyles it.
 *
 * Atlas.monter(host, spec, send) is called again on each change, by the component of
 * geo/ui/parts/live_map.py and by the map in one file; what the spec holds is described in
 * geo/drawing/maps/spec.py. Every text of the data is written with textContent, never as HTML. */
(function () {
  "use strict";

  const racine = () => (window.__streamlit || {}).BACKEND_BASE_URL || "";
  const SVG = "http://www.w3.org/2000/svg";
  const ORDRE = { classes: 410, voile: 415, surface: 420, contour: 430, choix: 440, cercles: 445,
    points: 450, noms: 460, repere: 470 };
  const FOND_IGN =
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0" +
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&TILEMATRIXSET=PM&FORMAT=image/png" +
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";
  const documents = new Map(); // address -> promise of a GeoJSON document
  const PREVOIR_MS = 500;
  const ECART_PX = 8; // between a name and what lies over the map
  const CORPS = 13; // px of the names of communes on a page
  const CORPS_PROJETE = 19; // at least, on a slide
  const PART_DE_L_ECRAN = 0.0235; // of its height: read from ten metres
  const BASE = { center: [50.47, 2.66], zoom: 10, zoomControl: false, attributionControl: false,
    minZoom: 7, maxZoom: 18, zoomSnap: 0.25,
    maxBoundsViscosity: 0.8, scrollWheelZoom: false,
    dragging: !window.matchMedia("(pointer: coarse)").matches };
  const PAS_MOLETTE = 0.5;
  const PLUS_LOIN = 7;
  const ENTIER = 9; // the whole territory is always within reach
  const PHONE_PX = 640;
  const FICHE_PART = 0.6; // of the height of a phone's map, under the card of a commune (page.css)
  const BORDS = [[49.9, 1.6], [51.1, 3.7]]; // what can be shown: the territory and its surroundings
  const cartes = new WeakMap(); // host -> its Leaflet map
  const DOUBLE_MS = 260; // what a second click may take to come

  function charger(adresse) {
    if (!documents.has(adresse)) {
      const promesse = fetch(racine() + adresse).then((reponse) => {
        if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
        return reponse.json();
      });
      promesse.catch(() => documents.delete(adresse));
      documents.set(adresse, promesse);
    }
    return documents.get(adresse);
  }

  function etatDe(carte) {
    if (!carte.atlas) {
      carte.atlas = { couches: new Map(), cadre: "", choix: null, noms: null, repere: null,
        spec: null, numero: 0, envoyer: () => undefined };
      preparer(carte);
    }
    return carte.atlas;
  }

  function preparer(carte) {
    // Leaflet takes the focus at the first press; the page around must not scroll under the pointer,
    // or the release falls elsewhere and the click is lost.
    const boite = carte.getContainer();
    boite.classList.add("atlas-carte");
    boite.style.visibility = "hidden"; // nothing is seen before it has its style
    boite.focus = () => HTMLElement.prototype.focus.call(boite, { preventScroll: true });
    for (const [nom, rang] of Object.entries(ORDRE)) {
      carte.createPane(nom).style.zIndex = rang;
    }
    for (const nom of ["voile", "contour", "choix", "cercles", "noms", "repere"]) {
      carte.getPane(nom).style.pointerEvents = "none";
    }
    // On a phone, one line over the territory: the buttons of the zoom at the other end of it.
    L.control
      .zoom({ position: boite.clientWidth > PHONE_PX ? "topleft" : "topright",
        zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" })
      .addTo(carte);
    gestes(carte);
    recadrage(carte);
    carte.setMaxBounds(BORDS);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(carte);
    // Until the reader moves the map, what it frames stays whole, whatever the size of the frame.
    for (const geste of ["pointerdown", "wheel", "keydown"]) {
      boite.addEventListener(geste, () => { carte.atlas.tenue = true; }, { passive: true });
    }
    carte.atlas.regard = new ResizeObserver(() => {
      carte.invalidateSize();
      const { cadre, spec, tenue } = carte.atlas;
      if (cadre && !tenue) ajuster(carte, spec);
    });
    carte.atlas.regard.observe(boite);
    carte.on("zoomend resize", () => carte.atlas.dessine || ecrireNoms(carte));
    carte.on("click", ({ latlng, originalEvent }) => {
      if (carte.atlas.spec.clic === "point") demander(carte, latlng, originalEvent);
    });
    carte.on("dblclick", () => clearTimeout(carte.atlas.attente));
  }

  const DEUX_DOIGTS = "Deux doigts pour déplacer la carte";
  const CTRL_MOLETTE = "Ctrl + molette pour agrandir la carte";
  const DITE_MS = 1400;

  /* One finger and the wheel scroll the page, as over a picture; two fingers, or Ctrl and the wheel,
   * move the map. What is not done is told on it. */
  function gestes(carte) {
    const boite = carte.getContainer();
    let efface = 0;
    const rappeler = (texte) => {
      let note = boite.querySelector(".atlas-geste");
      if (!note) {
        note = document.createElement("div");
        note.className = "atlas-geste";
        note.setAttribute("aria-hidden", "true");
        boite.append(note);
      }
      note.textContent = texte;
      note.hidden = !texte;
      clearTimeout(efface);
      if (texte) efface = setTimeout(() => rappeler(""), DITE_MS);
    };
    boite.style.touchAction = "pan-x pan-y";
    let depart = null;
    boite.addEventListener("touchstart", ({ touches }) => {
      depart = touches.length === 2 ? milieu(carte, touches) : null;
    }, { passive: true });
    boite.addEventListener("touchmove", ({ touches }) => {
      if (touches.length === 1 && !projetee(carte)) rappeler(DEUX_DOIGTS);
      if (touches.length === 2) rappeler("");
      if (touches.length === 2 && depart && !carte.touchZoom._zooming) {
        const ici = milieu(carte, touches);
        carte.panBy(depart.subtract(ici), { animate: false });
        depart = ici;
      }
    }, { passive: true });
    boite.addEventListener("wheel", (evenement) => {
      if (!evenement.ctrlKey && !evenement.metaKey && !projetee(carte)) {
        rappeler(CTRL_MOLETTE);
        return;
      }
      evenement.preventDefault();
      const pas = evenement.deltaY < 0 ? PAS_MOLETTE : -PAS_MOLETTE;
      carte.setZoomAround(carte.mouseEventToContainerPoint(evenement), carte.getZoom() + pas,
        { animate: false });
    }, { passive: false });
  }

  function milieu(carte, touches) {
    const [a, b] = [...touches].map((touche) => carte.mouseEventToContainerPoint(touche));
    return a.add(b).divideBy(2);
  }

  /* A button that brings back, whole, what the map frames. */
  function recadrage(carte) {
    const controle = L.control({ position: "topleft" });
    controle.onAdd = () => {
      const bouton = document.createElement("button");
      bouton.type = "button";
      bouton.className = "atlas-recadrer";
      bouton.textContent = "Recadrer";
      L.DomEvent.disableClickPropagation(bouton);
      bouton.addEventListener("click", (evenement) => {
        // Leaflet would take it, and the next tap on the map, for a double one.
        evenement.stopPropagation();
        ajuster(carte, carte.atlas.spec);
        carte.atlas.tenue = false;
      });
      return bouton;
    };
    controle.addTo(carte);
  }

  /* A click asks, a double click only zooms: the first of two waits to know that it is alone. */
  function choisir(carte, valeur, event) {
    clearTimeout(carte.atlas.attente);
    if (event && event.detail > 1) return;
    carte.atlas.attente = setTimeout(() => carte.atlas.envoyer(valeur), DOUBLE_MS);
  }

  function demander(carte, latlng, event) {
    choisir(carte, { lat: latlng.lat, lon: latlng.lng }, event);
  }

  function bulle(titre, lignes) {
    const bloc = document.createElement("div");
    const gras = document.createElement("strong");
    gras.textContent = titre;
    bloc.append(gras);
    for (const ligne of lignes.filter(Boolean)) {
      const paragraphe = document.createElement("div");
      paragraphe.textContent = ligne;
      bloc.append(paragraphe);
    }
    return bloc;
  }

  /* Hatching: one SVG pattern a colour, put once in the drawing of each pane. */
  function hachures(carte, volet, couleur, pas, seconde = null) {
    const rendu = carte.getRenderer({ options: { pane: volet } });
    const dessin = rendu._container;
    const id = `hachures-${volet}-${couleur.slice(1)}${seconde ? "-2" : ""}`;
    if (dessin && !dessin.querySelector(`#${id}`)) {
      const defs = document.createElementNS(SVG, "defs");
      const motif = document.createElementNS(SVG, "pattern");
      const attributs = { id, width: pas, height: pas, patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)" };
      Object.entries(attributs).forEach(([cle, valeur]) => motif.setAttribute(cle, valeur));
      const trait = document.createElementNS(SVG, "rect");
      Object.entries({ width: 1.6, height: pas, fill: couleur, "fill-opacity": 0.55 })
        .forEach(([cle, valeur]) => trait.setAttribute(cle, valeur));
      motif.append(trait);
      if (seconde) {
        const autre = trait.cloneNode();
        autre.setAttribute("x", 1.6);
        autre.setAttribute("fill", seconde);
        motif.append(autre);
      }
      defs.append(motif);
      dessin.prepend(defs);
    }
    return `url(#${id})`;
  }

  function styleClasse(carte, spec, couche, etat) {
    const trait = { color: spec.sombre ? "#10202D" : "#FFFFFF", weight: 0.9, opacity: 1 };
    if (etat === "-") {
      const gris = spec.sombre ? "#5C6B78" : "#8E979F";
      return { ...trait, fillColor: hachures(carte, "classes", gris, 6), fillOpacity: 1 };
    }
    return { ...trait, fillColor: couche.couleurs[Number(etat)], fillOpacity: 0.92 };
  }

  function styleSurface(carte, couche) {
    const couleur = couche.couleurs[0];
    const plein = couche.symbole === "bande";
    if (couche.symbole === "plein") {
      return { color: couche.couleurs[1], weight: 1.2, dashArray: null, opacity: 1,
        fillColor: couleur, fillOpacity: 1 };
    }
    return {
      color: couleur,
      weight: plein ? 1 : 2,
      dashArray: plein ? "4 4" : null,
      opacity: 1,
      fillColor: plein ? couleur : hachures(carte, "surface", couleur, 7),
      fillOpacity: plein ? 0.08 : 1,
    };
  }

  /* Hatching over the communes, whose colours are light on a dark page too: what they tell is not
   certain. */
  function styleVoile(carte, spec) {
    // On a dark page the colours go from dark to light: a light line beside each dark one.
    const claire = spec.sombre ? "#EEF3F6" : null;
    return { stroke: false, fillColor: hachures(carte, "voile", "#16222E", 7, claire),
      fillOpacity: 1 };
  }

  function styleContour(spec) {
    return { color: spec.sombre ? "#EEF3F6" : "#16222E", weight: 2.2, opacity: 0.9, fill: false };
  }

  /* Symbols: the shape tells the theme, the outline tells the state. */
  const FORMES = {
    cercle: (r) => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`,
    carre: (r) => `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
    triangle: (r) => `M0,${-1.15 * r}L${1.1 * r},${0.85 * r}H${-1.1 * r}z`,
    losange: (r) => `M0,${-1.25 * r}L${1.25 * r},0L0,${1.25 * r}L${-1.25 * r},0z`,
    hexagone: (r) => `M0,${-1.1 * r}L${0.95 * r},${-0.55 * r}V${0.55 * r}L0,${1.1 * r}` +
      `L${-0.95 * r},${0.55 * r}V${-0.55 * r}z`,
    goutte: (r) =>
      `M0,${-1.3 * r}C${0.5 * r},${-0.5 * r} ${r},${-0.1 * r} ${r},${0.35 * r}` +
      `A${r},${r} 0 0 1 ${-r},${0.35 * r}C${-r},${-0.1 * r} ${-0.5 * r},${-0.5 * r} 0,${-1.3 * r}z`,
  };

  /* A thin line of ink around a symbol: its own colour is not seen on every class. */
  function lisere(forme, couleur) {
    const ligne = forme.cloneNode();
    ligne.setAttribute("fill", "none");
    ligne.setAttribute("stroke", couleur);
    ligne.setAttribute("stroke-width", Number(forme.getAttribute("stroke-width")) + 1.2);
    ligne.removeAttribute("stroke-dasharray");
    return ligne;
  }

  /* What is not sure or gone never hides what is there. */
  const EFFACES = ["non_etabli", "a_confirmer", "demolie", "dehors"];
  const DESSOUS = -1000;

  function symbole(couche, fiche, spec) {
    const r = fiche.rayon || 7;
    const dehors = fiche.statut === "dehors";
    const realise = fiche.statut === "realise";
    const incertain = fiche.statut === "a_confirmer";
    const douteux = fiche.statut === "non_etabli" || incertain || dehors;
    const gris = EFFACES.includes(fiche.statut);
    const couleur = gris ? couche.couleurs[1] : couche.couleurs[0];
    const creux = fiche.approx || douteux || realise;
    const papier = spec.sombre ? "#10202D" : "#FFFFFF";
    const encre = spec.sombre ? "#EEF3F6" : "#16222E";
    const cote = Math.ceil((dehors ? 3.6 : 2.8) * r) + 6;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("width", cote);
    svg.setAttribute("height", cote);
    svg.setAttribute("viewBox", `${-cote / 2} ${-cote / 2} ${cote} ${cote}`);
    svg.setAttribute("aria-hidden", "true");
    const forme = document.createElementNS(SVG, "path");
    const attributs = {
      d: FORMES[couche.symbole](r),
      fill: creux ? papier : couleur,
      stroke: creux ? couleur : papier,
      "stroke-width": creux ? 2.4 : 1.4,
    };
    if (fiche.statut === "projet" || fiche.statut === "travaux" || incertain) {
      Object.assign(attributs, { fill: papier, stroke: couleur, "stroke-width": 2.2,
        "stroke-dasharray": "3.5 2.5" });
    }
    Object.entries(attributs).forEach(([cle, valeur]) => forme.setAttribute(cle, valeur));
    // Ink would fill the gaps of the dashes of what no source proves.
    svg.append(lisere(forme, incertain ? papier : encre), forme);
    if (fiche.statut === "fermee" || fiche.statut === "demolie") {
      const croix = document.createElementNS(SVG, "path");
      croix.setAttribute("d", `M${-r},${-r}L${r},${r}M${r},${-r}L${-r},${r}`);
      croix.setAttribute("stroke", encre);
      croix.setAttribute("stroke-width", 2);
      svg.append(croix);
    }
    if (realise || dehors) {
      const rond = document.createElementNS(SVG, "circle");
      rond.setAttribute("r", realise ? 0.42 * r : 1.75 * r);
      rond.setAttribute("fill", realise ? couleur : "none");
      rond.setAttribute("stroke", realise ? "none" : couleur);
      rond.setAttribute("stroke-dasharray", "2 2");
      svg.append(rond);
    }
    return L.divIcon({ html: svg, className: "atlas-symbole", iconSize: [cote, cote] });
  }

  /* Facilities placed at the same mairie are fanned out so that each can be seen and clicked. */
  function ecarter(features) {
    const rangs = new Map();
    return features.map((feature) => {
      const cle = feature.geometry.coordinates.join();
      const rang = rangs.get(cle) || 0;
      rangs.set(cle, rang + 1);
      if (!rang) return L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);
      const angle = rang * 2.4;
      const pas = 0.0022 * Math.sqrt(rang);
      return L.latLng(
        feature.geometry.coordinates[1] + pas * Math.sin(angle),
        feature.geometry.coordinates[0] + 1.55 * pas * Math.cos(angle),
      );
    });
  }

  function creerPoints(carte, couche, document_) {
    const groupe = L.layerGroup();
    const places = ecarter(document_.features);
    const elements = document_.features.map((feature, rang) => {
      const fiche = feature.properties;
      const marque = L.marker(places[rang], { pane: "points", keyboard: false,
        zIndexOffset: EFFACES.includes(fiche.statut) ? DESSOUS : 0 });
      marque.bindTooltip(() => bulle(fiche.nom, fiche.resume || []), { direction: "top" });
      marque.bindPopup(() => bulle(fiche.nom, fiche.details || []), { maxWidth: 300 });
      // Where a place is asked, that of a symbol is one: the click opens its card and asks it.
      marque.on("click", ({ originalEvent }) => {
        const [lon, lat] = feature.geometry.coordinates; // its own, not where the fan draws it
        if (carte.atlas.spec.clic === "point") demander(carte, { lat, lng: lon }, originalEvent);
      });
      return { marque, fiche };
    });
    return { groupe, elements };
  }

  function creerFormes(carte, couche, document_) {
    const groupe = L.layerGroup();
    const interactif = couche.genre !== "contour" && couche.genre !== "voile";
    const perimetre = couche.genre === "surface" && couche.symbole !== "bande";
    const elements = document_.features.map((feature) => {
      const forme = L.geoJSON(feature, {
        pane: couche.genre,
        interactive: interactif,
        style: perimetre ? { className: "atlas-perimetre" } : {},
      }).getLayers()[0];
      return { marque: forme, fiche: feature.properties };
    });
    return { groupe, elements };
  }

  function creerCercles(carte, couche, document_) {
    const elements = document_.features.map((feature) => ({
      marque: L.circleMarker(feature.properties.centre, { pane: "cercles", interactive: false }),
      fiche: feature.properties,
    }));
    return { groupe: L.layerGroup(), elements };
  }

  const CREER = { points: creerPoints, cercles: creerCercles };

  function creer(carte, couche, document_) {
    const vue = (CREER[couche.genre] || creerFormes)(carte, couche, document_);
    vue.groupe.addTo(carte);
    vue.features = document_.features;
    if (couche.genre === "classes") brancherCommunes(carte, vue);
    if (couche.genre === "surface") {
      vue.elements.forEach(({ marque, fiche }, rang) =>
        marque.bindTooltip(() => bulle(fiche.nom, vue.couche.valeurs.length
          ? [vue.couche.titre, vue.couche.valeurs[rang]] : []), { sticky: true }));
    }
    return vue;
  }

  function brancherCommunes(carte, vue) {
    vue.elements.forEach(({ marque, fiche }, rang) => {
      marque.bindTooltip(() => bulle(fiche.nom, [vue.couche.titre, vue.couche.valeurs[rang]]), {
        sticky: true,
      });
      marque.on("click", ({ originalEvent }) => {
        if (carte.atlas.spec.clic === "commune") choisir(carte, { commune: fiche.id }, originalEvent);
      });
    });
  }

  function peindre(carte, spec, couche, vue) {
    vue.couche = couche;
    const commun = [spec.sombre, couche.symbole, ...couche.couleurs].join();
    vue.elements.forEach((element, rang) => {
      const { marque, fiche } = element;
      const etat = couche.etats ? couche.etats[rang] : "0";
      const aspect = [commun, etat, couche.rayons[rang]].join();
      if (element.aspect === aspect) return; // a symbol is long to make again
      element.aspect = aspect;
      if (etat === ".") {
        vue.groupe.removeLayer(marque);
        return;
      }
      // The symbol comes first: a marker without one asks for Leaflet's own picture.
      if (couche.genre === "points") marque.setIcon(symbole(couche, fiche, spec));
      if (!vue.groupe.hasLayer(marque)) vue.groupe.addLayer(marque);
      if (couche.genre === "classes") marque.setStyle(styleClasse(carte, spec, couche, etat));
      if (couche.genre === "surface") marque.setStyle(styleSurface(carte, couche));
      if (couche.genre === "cercles") {
        marque.setStyle({ color: couche.couleurs[0], weight: 1.6, fillOpacity: 0.35 });
        marque.setRadius(couche.rayons[rang]);
      }
      if (couche.genre === "contour") marque.setStyle(styleContour(spec));
      if (couche.genre === "voile") marque.setStyle(styleVoile(carte, spec));
    });
  }

  function surligner(carte, spec, vue) {
    const etat = carte.atlas;
    if (etat.choix) etat.choix.remove();
    etat.choix = L.layerGroup().addTo(carte);
    const accent = spec.sombre ? "#7CC4F0" : "#12426B";
    const halo = spec.sombre ? "#10202D" : "#FFFFFF";
    const choisies = vue.features.filter((f) => spec.choix.includes(f.properties.id));
    // Every halo under every line: a border that two chosen communes share is one clean line.
    for (const [couleur, largeur] of [[halo, 7], [accent, 3.2]]) {
      for (const feature of choisies) {
        L.geoJSON(feature, {
          pane: "choix",
          interactive: false,
          style: { color: couleur, weight: largeur, opacity: 1, fill: false,
            className: "atlas-choix" },
        }).addTo(etat.choix);
      }
    }
  }

  /* On a slide, what is written and the symbols are larger: they are seen from far away. */
  function projetee(carte) {
    return Boolean(carte.getContainer().closest(".st-key-scene")) && window.innerWidth > 640;
  }

  const echelle = (corps) => 1.4 * corps / CORPS_PROJETE;

  /* Of what is written on the map: on a slide, a share of the height of the screen. */
  function corpsDesNoms(carte) {
    if (!projetee(carte)) return CORPS;
    const corps = Math.max(CORPS_PROJETE, Math.round(PART_DE_L_ECRAN * window.innerHeight));
    const { style } = carte.getContainer();
    style.setProperty("--corps", `${corps}px`);
    style.setProperty("--echelle", String(echelle(corps)));
    return corps;
  }

  /* Names: the ten largest of what is shown from the start, all from zoom 11, those of the chosen
   * communes first, never one over another. */
  function ecrireNoms(carte) {
    const etat = carte.atlas;
    const vue = etat.couches.get("communes");
    if (etat.noms) etat.noms.remove();
    if (!vue || !vue.couche) return;
    etat.noms = L.layerGroup().addTo(carte);
    const limite = carte.getZoom() >= 11 ? Infinity : GRANDES;
    const corps = corpsDesNoms(carte);
    const { choix } = etat.spec;
    const couvert = dessus(carte);
    const pris = [...couvert, ...nommerTerritoires(carte, etat, corps, couvert)];
    const fiches = vue.elements
      .map(({ fiche }, rang) => ({ ...fiche, vu: vue.couche.etats[rang] !== "." }))
      .filter((fiche) => fiche.vu)
      .sort((a, b) => choix.includes(b.id) - choix.includes(a.id) || a.rang - b.rang)
      .slice(0, limite);
    const signes = boitesDesSignes(carte, etat, SIGNE_PX * (projetee(carte) ? echelle(corps) : 1));
    for (const [rang, fiche] of fiches.entries()) {
      const p = carte.latLngToContainerPoint(fiche.centre);
      const largeur = 0.28 * corps * fiche.nom.length + 6;
      const places = PLACES.map((haut) => {
        const y = p.y + haut * corps;
        return [p.x - largeur, y - 0.7 * corps, p.x + largeur, y + 0.7 * corps];
      }).filter((boite) => !recouvre(boite, pris));
      const cache = places.map((boite) => recouvre(boite, signes));
      const moins = Math.min(...cache);
      if (!places.length || (moins && rang >= GRANDES)) continue;
      const boite = places[cache.indexOf(moins)];
      pris.push(boite);
      const lieu = carte.containerPointToLatLng([p.x, (boite[1] + boite[3]) / 2]);
      nommer(etat, lieu, fiche.nom, "atlas-nom");
    }
  }

  /* Where a name may stand, in heights of its letters: at the middle of its commune, else right
   * under, else right over. It hides no symbol; the ten that are always written, as little as may
   * be. No further: it would be read over the next commune. */
  const GRANDES = 10;
  const PLACES = [0, 1.5, -1.5];
  const SIGNE_PX = 10;

  /* How much of a box some others cover. */
  function recouvre(une, autres) {
    return autres.reduce((somme, autre) => somme +
      Math.max(0, Math.min(une[2], autre[2]) - Math.max(une[0], autre[0])) *
      Math.max(0, Math.min(une[3], autre[3]) - Math.max(une[1], autre[1])), 0);
  }

  /* The room that the symbols of the map take. */
  function boitesDesSignes(carte, etat, demi) {
    return [...etat.couches.values()]
      .filter((vue) => vue.couche && vue.couche.genre === "points")
      .flatMap((vue) => vue.elements)
      .filter(({ marque }) => carte.hasLayer(marque))
      .map(({ marque }) => {
        const { x, y } = carte.latLngToContainerPoint(marque.getLatLng());
        return [x - demi, y - demi, x + demi, y + demi];
      });
  }

  function nommer(etat, lieu, nom, classe) {
    const texte = document.createElement("span");
    texte.textContent = nom;
    L.marker(lieu, {
      pane: "noms",
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ html: texte, className: classe, iconSize: [0, 0] }),
    }).addTo(etat.noms);
  }

  /* The name of each territory, in a free corner of its frame; returns the room that it takes. */
  function nommerTerritoires(carte, etat, corps, couvert) {
    const vue = etat.couches.get("territoires");
    if (!vue || !vue.couche) return [];
    return vue.elements.filter((_, rang) => vue.couche.etats[rang] !== ".").map(({ fiche }) => {
      const largeur = 0.8 * corps * fiche.nom.length;
      const hauteur = 1.8 * corps;
      const p = aLEcart(couvert, carte.latLngToContainerPoint(fiche.lieu), largeur,
        fiche.haut ? 0 : -hauteur, hauteur);
      nommer(etat, carte.containerPointToLatLng(p), fiche.nom,
        `atlas-territoire atlas-territoire-${fiche.haut ? "haut" : "bas"}`);
      const haut = fiche.haut ? p.y : p.y - hauteur;
      return [p.x - largeur, haut, p.x, haut + hauteur];
    });
  }

  /* What lies over the map, in its pixels: its buttons, its scale, the legend, figures or a card. */
  function dessus(carte) {
    const boite = carte.getContainer();
    const coin = boite.getBoundingClientRect();
    const cadre = boite.closest('[class*="st-key-cadre_"], .atlas-fixe-vue') || boite;
    return [...cadre.querySelectorAll(".atlas-sur-carte, .atlas-boite-legende, .leaflet-control")]
      .map((un) => un.getBoundingClientRect())
      .filter(({ width }) => width)
      .map(({ left, right, top, bottom }) =>
        [left - coin.left, top - coin.top, right - coin.left, bottom - coin.top]);
  }

  /* A place for a name that ends at ``p``, at the left of what lies over the map there. */
  function aLEcart(couvert, p, largeur, haut, hauteur) {
    const ici = (x) => [x - largeur, p.y + haut, x, p.y + haut + hauteur];
    return couvert.reduce((place, boite) => (recouvre(ici(place.x), [boite])
      ? L.point(boite[0] - ECART_PX, p.y) : place), p);
  }

  /* A pin on the place asked for. */
  function planter(carte, spec) {
    const etat = carte.atlas;
    if (etat.repere) etat.repere.remove();
    etat.repere = null;
    if (!spec.repere) return;
    const svg = document.createElementNS(SVG, "svg");
    Object.entries({ width: 30, height: 40, viewBox: "-15 -38 30 40", "aria-hidden": "true" })
      .forEach(([cle, valeur]) => svg.setAttribute(cle, valeur));
    const epingle = document.createElementNS(SVG, "path");
    Object.entries({
      d: "M0,0C-3,-11 -12,-15 -12,-25A12,12 0 0 1 12,-25C12,-15 3,-11 0,0z" +
        "M5,-25A5,5 0 0 0 -5,-25A5,5 0 0 0 5,-25z",
      fill: spec.sombre ? "#7CC4F0" : "#12426B",
      stroke: spec.sombre ? "#10202D" : "#FFFFFF",
      "stroke-width": 1.6,
      "fill-rule": "evenodd",
    }).forEach(([cle, valeur]) => epingle.setAttribute(cle, valeur));
    svg.append(epingle);
    etat.repere = L.marker(spec.repere, {
      pane: "repere",
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ html: svg, className: "atlas-symbole", iconSize: [30, 40],
        iconAnchor: [15, 38] }),
    }).addTo(carte);
  }

  function choisirFond(carte, spec) {
    const etat = carte.atlas;
    if (spec.fond === "ign" && !etat.tuiles) {
      etat.tuiles = L.tileLayer(FOND_IGN, { maxNativeZoom: 18, opacity: 0.75 }).addTo(carte);
      etat.mention = L.control.attribution({ prefix: false }).addAttribution("© IGN").addTo(carte);
    }
    if (spec.fond !== "ign" && etat.tuiles) {
      etat.tuiles.remove();
      etat.mention.remove();
      etat.tuiles = null;
    }
  }

  function cadrer(carte, spec) {
    const cle = spec.cadre.join();
    if (carte.atlas.cadre === cle) return;
    carte.atlas.cadre = cle;
    carte.atlas.tenue = false;
    ajuster(carte, spec);
  }

  /* What is framed stands beside what lies over the map, and fills the rest: no step is lost. */
  function ajuster(carte, spec) {
    const [sud, ouest, nord, est] = spec.cadre;
    const papier = document.documentElement.hasAttribute("data-papier"); // all is beside the map
    const large = carte.getContainer().clientWidth > PHONE_PX;
    const [gauche, droite] = (large && !papier && spec.marges) || [0, 0];
    carte.invalidateSize();
    const largeur = carte.getSize().x;
    const pas = carte.options.zoomSnap;
    carte.options.zoomSnap = 0;
    carte.setMinZoom(PLUS_LOIN);
    const seule = !large && !papier && (spec.choix || []).length === 1;
    const bas = seule ? FICHE_PART * carte.getSize().y : 0; // its card is there
    carte.fitBounds([[sud, ouest], [nord, est]], { animate: false,
      paddingTopLeft: [gauche * largeur, 0], paddingBottomRight: [droite * largeur, bas] });
    carte.options.zoomSnap = pas;
    carte.setMinZoom(Math.min(ENTIER, carte.getZoom() - 1));
  }

  async function dessiner(carte, spec) {
    const etat = etatDe(carte);
    const numero = ++etat.numero;
    etat.spec = spec;
    const boite = carte.getContainer();
    boite.classList.toggle("atlas-sombre", spec.sombre);
    boite.classList.toggle("atlas-projetee", projetee(carte));
    choisirFond(carte, spec);
    let documents_;
    try {
      documents_ = await Promise.all(spec.couches.map((couche) => charger(couche.url)));
    } catch (erreur) {
      // The first view still shows its drawing: the page will try again, and tell it.
      if (!avance || avance.boite !== boite) alerter(carte, spec.textes.perdu);
      return;
    }
    if (numero !== etat.numero) return; // a later spec is being drawn
    etat.dessine = true; // the names are written once, at the end
    cadrer(carte, spec);
    alerter(carte, "");
    const gardees = new Set(spec.couches.map((couche) => couche.id));
    for (const [id, vue] of etat.couches) {
      if (!gardees.has(id)) {
        vue.groupe.remove();
        etat.couches.delete(id);
      }
    }
    spec.couches.forEach((couche, rang) => {
      let vue = etat.couches.get(couche.id);
      if (vue && vue.url !== couche.url) {
        vue.groupe.remove();
        vue = null;
      }
      if (!vue) {
        vue = creer(carte, couche, documents_[rang]);
        vue.url = couche.url;
        etat.couches.set(couche.id, vue);
      }
      peindre(carte, spec, couche, vue);
    });
    const communes = etat.couches.get("communes");
    if (communes) surligner(carte, spec, communes);
    planter(carte, spec);
    etat.dessine = false;
    ecrireNoms(carte);
    boite.style.visibility = "";
    boite.dataset.pret = String(numero);
    if (window.AtlasClavier) window.AtlasClavier.suivre(carte);
    document.dispatchEvent(new CustomEvent("atlas-carte", { detail: boite }));
    prevoir(spec.ensuite);
  }

  /* The layers of the next choices are fetched while the reader looks at this one. */
  function prevoir(adresses) {
    const plusTard = window.requestIdleCallback || ((suite) => setTimeout(suite, PREVOIR_MS));
    adresses.filter((adresse) => !documents.has(adresse)).forEach((adresse) =>
      plusTard(() => charger(adresse).catch(() => undefined)));
  }

  function alerter(carte, texte) {
    const boite = carte.getContainer();
    let note = boite.querySelector(".atlas-alerte");
    if (!note) {
      note = document.createElement("div");
      note.className = "atlas-alerte";
      note.setAttribute("role", "status");
      boite.append(note);
    }
    note.textContent = texte || "";
    note.hidden = !texte;
    if (texte) boite.style.visibility = "";
  }

  /* Draw ``spec`` in ``hote``; ``envoyer`` is given what a click says. Returns what removes it.
   * While the first view holds a map that is already live, it waits for it (reprendre). */
  function monter(hote, spec, envoyer) {
    if (avance && !cartes.has(hote)) {
      avance.suite = { hote, spec, envoyer };
      hote.dataset.attend = "";
      document.dispatchEvent(new CustomEvent("atlas-carte", { detail: hote }));
    } else dessinerIci(hote, spec, envoyer);
    return () => demonter(hote);
  }

  /* Draw in ``hote``; the promise is kept when it is drawn, or cannot be. */
  function dessinerIci(hote, spec, envoyer) {
    let carte = cartes.get(hote);
    if (!carte) {
      hote.replaceChildren();
      carte = L.map(hote, BASE);
      cartes.set(hote, carte);
    }
    etatDe(carte).envoyer = envoyer;
    return dessiner(carte, spec);
  }

  /* --- the map of the first view, live before Streamlit is there ----------------------------- */

  let avance = null; // its box, what was clicked meanwhile, and what the page will ask of it

  /* Make live the map of the first view, in ``boite``; what is clicked is kept for the page.
   * The promise is kept when it is drawn, or cannot be. */
  function devancer(boite, spec) {
    avance = { boite, clic: null, suite: null };
    return dessinerIci(boite, { ...spec, ensuite: [] }, (valeur) => {
      avance.clic = valeur;
      if (valeur.commune) montrerChoix(boite, valeur.commune);
    });
  }

  /* The commune that was clicked is shown at once; the page answers when it has come. */
  function montrerChoix(boite, code) {
    const carte = cartes.get(boite);
    const communes = carte.atlas.couches.get("communes");
    if (communes) surligner(carte, { ...carte.atlas.spec, choix: [code] }, communes);
  }

  /* Give the page the live map of the first view, as it stands. */
  function reprendre() {
    if (!avance) return;
    const { boite, clic, suite } = avance;
    const tenait = boite.contains(document.activeElement);
    avance = null;
    if (!suite || !suite.hote.isConnected) {
      demonter(boite);
      if (suite) dessinerIci(suite.hote, suite.spec, suite.envoyer);
      return;
    }
    suite.hote.replaceWith(boite);
    dessinerIci(boite, suite.spec, suite.envoyer);
    if (tenait) boite.focus();
    if (clic) suite.envoyer(clic);
  }

  function demonter(hote) {
    if (avance && avance.suite && avance.suite.hote === hote) avance.suite = null;
    const carte = cartes.get(hote);
    if (!carte) return;
    carte.atlas.regard.disconnect();
    carte.atlas.numero += 1; // what is being fetched draws nothing
    carte.remove();
    cartes.delete(hote);
  }

  /* Give a layer that is already here, so that nothing is fetched for it. */
  function fournir(adresse, document_) {
    documents.set(adresse, Promise.resolve(document_));
  }

  window.Atlas = { monter, dessiner, fournir, devancer, reprendre, charger };
  document.dispatchEvent(new Event("atlas-pret"));
})();
