/* The speaker's window: the current slide and the next one, what to say, the time. It follows the
 * deck that opened it and turns it, by BroadcastChannel: no network is needed. */
(function () {
  "use strict";

  const SALUT_MS = 1500;
  const SEUL_MS = 4000;
  const PAS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1,
    ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity };
  const DEPART = "atlas-orateur-depart";

  const page = document.querySelector(".atlas-orateur");
  const mots = JSON.parse(page.dataset.mots);
  const { racine } = page.dataset;
  const total = Number(page.dataset.total);
  const un = (css) => page.querySelector(css);
  const dans = (texte, valeurs) => texte.replace(/\{(\w+)\}/g, (_, nom) => valeurs[nom]);
  const canal = new BroadcastChannel(`atlas-orateur-${location.hash.slice(1)}`);
  const demander = (quoi, dit = {}) => canal.postMessage({ quoi, ...dit });

  /* --- the slides --------------------------------------------------------------------------- */

  const minis = un(".atlas-orateur-minis").content;
  let rang = Number(page.dataset.rang);

  function mini(numero) {
    const trouvee = minis.querySelector(`[data-rang="${numero}"]`);
    return trouvee && trouvee.cloneNode(true);
  }

  function poser(css, article) {
    const place = un(css);
    place.querySelectorAll("article").forEach((un) => un.remove());
    if (article) place.append(article);
  }

  function montrer(hors = "") {
    const maintenant = mini(rang);
    maintenant?.querySelector("ul").remove(); // its figures are said below
    if (hors && maintenant) {
      maintenant.querySelector("p").textContent = "";
      maintenant.querySelector("h3").textContent = dans(mots.hors, { titre: hors });
    }
    poser(".atlas-orateur-maintenant", maintenant);
    poser(".atlas-orateur-ensuite", mini(rang + 1));
    un(".atlas-orateur-fin").hidden = rang < total;
    un(".atlas-orateur-rang").textContent = `${rang} / ${total}`;
    page.querySelectorAll(".atlas-orateur-notes > section").forEach((notes) => {
      notes.hidden = Boolean(hors) || Number(notes.dataset.rang) !== rang;
    });
  }

  /* --- the deck ----------------------------------------------------------------------------- */

  const PLACE = ["diapo", "saut", "ecran"]; // where one is in a deck, not which deck it is
  let entendue = 0;

  function diaporama(requete) {
    const champs = new URLSearchParams(requete);
    PLACE.forEach((nom) => champs.delete(nom));
    champs.sort();
    return champs.toString();
  }

  const recevoir = {
    diapo: (dit) => {
      if (!dit.rang) return;
      entendue = Date.now();
      if (diaporama(dit.requete) !== diaporama(location.search)) {
        // The deck was prepared again: this window too.
        location.replace(`${racine}orateur?${dit.requete}${location.hash}`);
        return;
      }
      if (rang !== dit.rang && !sessionStorage.getItem(DEPART)) repartir();
      rang = dit.rang;
      montrer(dit.hors);
      lier();
    },
    salle: ({ nom, adresse, refus }) => {
      un(".atlas-orateur-ouverte").hidden = !nom;
      un("[data-fait=ouvrir]").hidden = Boolean(nom);
      un(".atlas-orateur-salle-dit").textContent = nom ? dans(mots.suivie, { nom }) : refus || "";
      if (nom) coder(nom, adresse);
      else decoder("");
    },
    code: ({ code }) => decoder(code),
  };
  canal.addEventListener("message", ({ data }) => {
    if (Object.hasOwn(recevoir, data.quoi)) recevoir[data.quoi](data);
  });

  function lier() {
    const seule = Date.now() - entendue > SEUL_MS;
    const dit = seule ? mots.seule : mots.liee;
    const lien = un(".atlas-orateur-lien");
    if (lien.textContent !== dit) lien.textContent = dit;
    lien.toggleAttribute("data-seule", seule);
    // Nobody would do it: the deck opens the room.
    un("[data-fait=ouvrir]").disabled = seule;
  }

  /* --- the phones --------------------------------------------------------------------------- */

  let ouverte = "";
  const qr = (vers) => `${racine}atlas/salle/qr.svg?vers=${encodeURIComponent(vers)}`;

  function coder(nom, adresse) {
    if (ouverte === nom) return;
    ouverte = nom;
    un("[data-qr=suivre]").src = qr(`suivre/${nom}`);
    const dite = `${adresse || location.origin}${racine}suivre/${nom}`;
    un("[data-qr=suivre]").alt = dite;
    un(".atlas-orateur-adresse").textContent = dite;
  }

  function decoder(code) {
    const image = un("[data-qr=telecommande]");
    if (!code) ouverte = "";
    image.hidden = !code;
    if (code) {
      image.src = qr(`telecommande/${ouverte}#${code}`);
      image.alt = dans(mots.code, { code });
    }
    un(".atlas-orateur-code").textContent = code ? dans(mots.code, { code }) : "";
  }

  /* --- the time ----------------------------------------------------------------------------- */

  const deux = (nombre) => String(nombre).padStart(2, "0");

  function repartir() {
    sessionStorage.setItem(DEPART, String(Date.now()));
    compter();
  }

  function compter() {
    const maintenant = new Date();
    un(".atlas-orateur-heure").textContent =
      `${deux(maintenant.getHours())}:${deux(maintenant.getMinutes())}`;
    const depart = Number(sessionStorage.getItem(DEPART));
    const secondes = depart ? Math.max(0, Math.floor((Date.now() - depart) / 1000)) : 0;
    const heures = Math.floor(secondes / 3600);
    const minutes = Math.floor(secondes / 60) % 60;
    un(".atlas-orateur-temps").textContent = heures
      ? `${heures}:${deux(minutes)}:${deux(secondes % 60)}` : `${minutes}:${deux(secondes % 60)}`;
  }

  /* --- what the speaker does ---------------------------------------------------------------- */

  function tourner(pas) {
    if (Number.isFinite(pas)) demander("pas", { pas });
    else demander("aller", { rang: pas > 0 ? total : 1 });
  }

  document.addEventListener("keydown", (evenement) => {
    const { key, target, ctrlKey, altKey, metaKey } = evenement;
    if (ctrlKey || altKey || metaKey) return;
    const bouton = target.closest("button, summary, a");
    if (bouton && (key === " " || key === "Enter")) return;
    if (PAS[key]) tourner(PAS[key]);
    else if (key.toLowerCase() === "b") demander("noir");
    else return;
    evenement.preventDefault();
  });
  page.addEventListener("click", ({ target }) => {
    const { pas, fait } = target.dataset;
    if (pas) tourner(Number(pas));
    else if (fait === "repartir") repartir();
    else if (fait) demander(fait);
  });

  montrer();
  compter();
  lier();
  demander("bonjour");
  setInterval(compter, 500);
  setInterval(() => {
    demander("bonjour");
    lier();
  }, SALUT_MS);
})();
