/* A phone of the room: asks for the number of the slide, a few bytes, and for the slide when it
 * changed. It only reads. */
(function () {
  "use strict";

  const TOUR_MS = 2000;
  const HASARD_MS = 700; // a hundred phones do not ask together
  const PERDUE = 3;

  const page = document.querySelector(".atlas-suivi");
  const { salle, racine } = page.dataset;
  const dit = page.querySelector(".atlas-suivi-dit");
  let numero = Number(page.dataset.numero);
  let echecs = 0;
  let finie = false;
  let tour = 0;

  function dire(texte) {
    dit.hidden = !texte;
    dit.textContent = texte;
  }

  async function regarder() {
    const reponse = await fetch(`${racine}atlas/salle/${salle}/etat`, { cache: "no-cache" });
    if (reponse.status === 404) {
      finie = true;
      dire(page.dataset.finie);
      return;
    }
    const etat = await reponse.json();
    if (etat.numero !== numero) await lire();
    echecs = 0;
    dire("");
  }

  async function lire() {
    const reponse = await fetch(location.pathname, { cache: "no-cache" });
    if (!reponse.ok) throw new Error(String(reponse.status));
    const lue = new DOMParser().parseFromString(await reponse.text(), "text/html");
    numero = Number(lue.querySelector(".atlas-suivi").dataset.numero);
    page.querySelector("main").replaceWith(lue.querySelector(".atlas-suivi main"));
    window.scrollTo(0, 0);
  }

  function recommencer() {
    clearTimeout(tour);
    if (!finie) tour = setTimeout(tourner, TOUR_MS + Math.random() * HASARD_MS);
  }

  function tourner() {
    if (document.hidden) return; // asleep: nothing is asked
    regarder().catch(() => {
      echecs += 1;
      if (echecs >= PERDUE) dire(page.dataset.perdue);
    }).finally(recommencer);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(tour);
    else tourner();
  });
  // A page that Back gives again is that of then.
  window.addEventListener("pageshow", ({ persisted }) => persisted && tourner());
  tourner();
})();
