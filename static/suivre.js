/* A phone of the room: asks for the number of the slide, which the server gives once there is another
 * one or after a while, in a few bytes; then for the slide. It only reads. */
(function () {
  "use strict";

  const TOUR_MS = 2500; // after an answer that came at once: the server did not let us wait
  const ATTENDU_MS = 1000;
  const HASARD_MS = 700; // a hundred phones do not ask together
  const PERDUE = 3;

  const page = document.querySelector(".atlas-suivi");
  const { salle, racine } = page.dataset;
  const dit = page.querySelector(".atlas-suivi-dit");
  let numero = Number(page.dataset.numero);
  let echecs = 0;
  let finie = false;

  function dire(texte) {
    dit.hidden = !texte;
    dit.textContent = texte;
  }

  async function regarder() {
    const reponse = await fetch(`${racine}atlas/salle/${salle}/etat?vu=${numero}`,
      { cache: "no-store" });
    if (reponse.status === 404) {
      finie = true;
      dire(page.dataset.finie);
      return;
    }
    const etat = await reponse.json();
    if (etat.numero !== numero) {
      await attendre(Math.random() * HASARD_MS);
      await lire();
    }
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

  const attendre = (ms) => new Promise((suite) => { setTimeout(suite, ms); });

  let enCours = false;

  async function tourner() {
    if (enCours) return;
    enCours = true;
    while (!finie && !document.hidden) { // asleep: nothing is asked
      const depart = Date.now();
      await regarder().catch(() => {
        echecs += 1;
        if (echecs >= PERDUE) dire(page.dataset.perdue);
      });
      const attendu = Date.now() - depart > ATTENDU_MS;
      await attendre((attendu && !echecs ? 0 : TOUR_MS) + Math.random() * HASARD_MS);
    }
    enCours = false;
  }

  document.addEventListener("visibilitychange", tourner);
  // A page that Back gives again is that of then.
  window.addEventListener("pageshow", ({ persisted }) => persisted && tourner());
  tourner();
})();
