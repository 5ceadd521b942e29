/* The deck and those who are not in front of it: the speaker's window, by BroadcastChannel, and the
 * phones of the room, by the server, once the speaker opened it. Nothing is sent before.
 *
 * N alone opens the speaker's window, Q alone shows the code of the current slide. */
(function () {
  "use strict";

  const REGARD_MS = 300;
  const ECOUTE_MS = 600;
  const CLE_ID = "atlas-diaporama", CLE_SALLE = "atlas-salle";
  const MOTS = {
    code: "Ouvrir cette diapositive sur un téléphone",
    suivre: "Suivre la présentation sur un téléphone",
  };

  const racine = () => window.__streamlit.BACKEND_BASE_URL;
  const scene = () => document.querySelector(".atlas-scene");

  /* --- this deck, and its room ---------------------------------------------------------------- */

  const id = sessionStorage.getItem(CLE_ID) || Math.random().toString(36).slice(2);
  sessionStorage.setItem(CLE_ID, id);
  const canal = new BroadcastChannel(`atlas-orateur-${id}`);
  let salle = JSON.parse(sessionStorage.getItem(CLE_SALLE) || "null");
  let vue = null; // steps of the remote that were followed
  let dite = ""; // what the speaker's window was told
  let envoyee = ""; // what the room was told
  let refus = "";

  function garder(une) {
    salle = une;
    vue = null;
    envoyee = "";
    sessionStorage.setItem(CLE_SALLE, JSON.stringify(une));
  }

  /* The address of the slide that is seen, whatever the address bar already says. */
  function requete() {
    const { rang, saut } = scene().dataset;
    const champs = new URLSearchParams(location.search);
    champs.set("ecran", "plein");
    champs.set("diapo", rang);
    champs.delete("saut");
    if (saut) champs.set("saut", saut);
    return champs.toString();
  }

  async function demander(chemin, corps) {
    const reponse = await fetch(`${racine()}atlas/salle${chemin}`, { method: "POST",
      headers: { "content-type": "application/json" }, body: JSON.stringify(corps) });
    const dit = await reponse.json();
    if (!reponse.ok) {
      const erreur = new Error(dit.refus);
      erreur.finie = reponse.status === 409;
      throw erreur;
    }
    return dit;
  }

  /* --- what is told ------------------------------------------------------------------------- */

  function publier() {
    const une = scene();
    const dataset = une ? une.dataset : {};
    const titre = une ? une.querySelector("h1").textContent : "";
    canal.postMessage({ quoi: "diapo", rang: Number(dataset.rang) || null,
      requete: une ? requete() : "", hors: dataset.saut ? titre : "" });
  }

  function annoncer() {
    canal.postMessage({ quoi: "salle", nom: salle && salle.nom, adresse: salle && salle.adresse,
      refus });
  }

  function regarder() {
    const une = scene();
    const etat = une ? requete() + une.dataset.total : "";
    if (etat !== dite) {
      dite = etat;
      publier();
    }
    if (!salle || !une) return;
    montrerCode(une);
    const voulue = requete();
    if (voulue === envoyee) return;
    envoyee = voulue;
    demander(`/${salle.nom}/diapo`, { jeton: salle.jeton, requete: voulue }).catch((erreur) => {
      if (erreur.finie) finir(erreur.message);
      else envoyee = ""; // not heard: said again
    });
  }

  function finir(pourquoi) {
    refus = pourquoi;
    garder(null);
    annoncer();
  }

  /* The title slide has the code of the room, rather than that of its address. */
  function montrerCode(une) {
    const image = une.querySelector(".atlas-scene-salle img");
    const adresse = qr(`suivre/${salle.nom}`);
    if (!image || image.getAttribute("src") === adresse) return;
    image.src = adresse;
    image.alt = MOTS.suivre;
    image.nextSibling.textContent = `${salle.adresse || location.origin}${chemin()}suivre/${salle.nom}`;
  }

  const chemin = () => new URL(racine()).pathname;
  const qr = (vers) => `${racine()}atlas/salle/qr.svg?vers=${encodeURIComponent(vers)}`;

  /* --- what is asked ------------------------------------------------------------------------ */

  const faire = {
    bonjour: () => {
      publier();
      annoncer();
    },
    pas: ({ pas }) => {
      if (!window.AtlasScene.rendre()) window.AtlasScene.tourner(pas);
    },
    aller: ({ rang }) => window.AtlasScene.aller(rang),
    noir: () => window.AtlasScene.rendre() || window.AtlasScene.noircir(),
    ouvrir: () => demander("", {}).then((une) => {
      refus = "";
      garder(une);
      annoncer();
      regarder();
    }),
    code: () => salle && demander(`/${salle.nom}/code`, { jeton: salle.jeton })
      .then(({ code }) => canal.postMessage({ quoi: "code", code })),
    fermer: () => salle && demander(`/${salle.nom}/fermer`, { jeton: salle.jeton })
      .then(() => finir("")),
  };

  canal.addEventListener("message", ({ data }) => {
    const fait = Object.hasOwn(faire, data.quoi) && faire[data.quoi](data);
    if (fait && fait.catch) {
      fait.catch((erreur) => {
        if (erreur.finie) finir(erreur.message);
        else {
          refus = erreur.message;
          annoncer();
        }
      });
    }
  });

  /* The remote counts its steps; those that were not followed yet are. */
  function ecouter() {
    if (!salle || !scene()) return;
    fetch(`${racine()}atlas/salle/${salle.nom}/etat`, { cache: "no-cache" })
      .then((reponse) => {
        if (reponse.status === 404) finir("");
        return reponse.ok ? reponse.json() : null;
      })
      .then((etat) => {
        if (!etat) return;
        if (vue !== null && etat.somme !== vue) faire.pas({ pas: etat.somme - vue });
        vue = etat.somme;
      })
      .catch(() => undefined);
  }

  /* A page that shows no slide looks at nothing. */
  function commencer() {
    setInterval(regarder, REGARD_MS);
    setInterval(ecouter, ECOUTE_MS);
  }

  if (window.AtlasScene.branchee) commencer();
  else document.addEventListener("atlas-scene-branchee", commencer, { once: true });

  /* --- the speaker's window, the code ------------------------------------------------------- */

  function orateur() {
    if (scene()) {
      window.open(`${racine()}orateur?${requete()}#${id}`, `atlas-${id}`, "width=1200,height=800");
    }
  }

  function code() {
    if (!scene()) return;
    const vers = salle ? `suivre/${salle.nom}` : `presentation?${requete()}&vue=fixe`;
    const voile = document.createElement("div");
    voile.id = "atlas-noir";
    voile.className = "atlas-code";
    voile.setAttribute("role", "status");
    voile.tabIndex = -1;
    const image = document.createElement("img");
    image.src = qr(vers);
    image.alt = salle ? MOTS.suivre : MOTS.code;
    const dit = document.createElement("span");
    dit.textContent = salle ? `${salle.adresse || location.origin}${chemin()}${vers}` : MOTS.code;
    voile.append(image, dit);
    document.body.append(voile);
    voile.focus();
  }

  document.addEventListener("click", (evenement) => {
    if (!evenement.target.closest(".st-key-scene_orateur button")) return;
    evenement.stopPropagation();
    orateur();
  }, true);

  window.AtlasSalle = { orateur, code };
})();
