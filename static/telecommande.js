/* A phone that turns the slides: it gives the code of the speaker once, then asks for steps. */
(function () {
  "use strict";

  const TOUR_MS = 1500;

  const page = document.querySelector(".atlas-telecommande");
  const mots = JSON.parse(page.dataset.mots);
  const { salle, racine } = page.dataset;
  const CLE = `atlas-telecommande-${salle}`;
  const dit = page.querySelector(".atlas-dit");
  const champ = page.querySelector("input");
  let jeton = sessionStorage.getItem(CLE);

  function dire(texte) {
    if (dit.textContent !== texte) dit.textContent = texte;
  }

  async function demander(quoi, corps) {
    const reponse = await fetch(`${racine}atlas/salle/${salle}/${quoi}`, { method: "POST",
      headers: { "content-type": "application/json" }, body: JSON.stringify(corps) });
    const recu = await reponse.json();
    if (!reponse.ok) {
      const erreur = new Error(recu.refus);
      erreur.refus = recu.refus;
      erreur.perdu = reponse.status === 409;
      throw erreur;
    }
    return recu;
  }

  function montrer() {
    page.querySelector("form").hidden = Boolean(jeton);
    page.querySelector(".atlas-telecommande-pas").hidden = !jeton;
    if (jeton) dire(mots.prise);
  }

  function ecrire({ rang, total, titre }) {
    page.querySelector(".atlas-telecommande-vue").textContent = `${rang} / ${total} · ${titre}`;
  }

  function faute(erreur) {
    dire(erreur.refus || mots.perdue);
    if (!erreur.perdu) return;
    jeton = null;
    sessionStorage.removeItem(CLE);
    montrer();
  }

  page.querySelector("form").addEventListener("submit", (evenement) => {
    evenement.preventDefault();
    demander("prendre", { code: champ.value.trim() }).then((recu) => {
      jeton = recu.jeton;
      sessionStorage.setItem(CLE, jeton);
      champ.value = "";
      montrer();
      regarder();
    }).catch(faute);
  });
  page.addEventListener("click", ({ target }) => {
    const pas = Number(target.dataset.pas);
    if (pas) demander("pas", { jeton, pas }).then(() => dire(mots.prise)).catch(faute);
  });

  function regarder() {
    if (!jeton || document.hidden) return;
    fetch(`${racine}atlas/salle/${salle}/etat`, { cache: "no-cache" })
      .then((reponse) => (reponse.ok ? reponse.json() : null))
      .then((etat) => etat && ecrire(etat))
      .catch(() => dire(mots.perdue));
  }

  // The code that was scanned: it leaves the address once read.
  if (/^#\d{6}$/.test(location.hash)) {
    champ.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
  montrer();
  regarder();
  setInterval(regarder, TOUR_MS);
})();
