/* The first view: its map becomes live, then Streamlit starts, then the whole gives way to the page.
 *
 * The block (geo/ui/serve/first_view) lies over the page, which is laid out under it and not seen:
 * nothing that comes moves under the reader. Its map is drawn by static/atlas.js before anything of
 * Streamlit is asked for, and the page takes it as it stands. If the page never comes, the block
 * stays, says so and offers what there is. */
(function () {
  "use strict";

  const TARD_MS = 20000;
  const POSEE_MS = 600;
  const SANS_CARTE_MS = 1500; // a page that has run and has no map tells why itself
  const CARTE_MS = 5000; // what the map may take before Streamlit starts without it
  const IMAGE_MS = 150; // where nothing is painted, in a tab that is not looked at
  const bloc = document.getElementById("atlas-fixe");

  /* What Streamlit's own page asks for waits in a template: the map has the line to itself. */
  function lancer() {
    const suite = document.getElementById("atlas-suite");
    if (suite) suite.replaceWith(document.importNode(suite.content, true));
  }

  function apresImage(suite) {
    requestAnimationFrame(() => setTimeout(suite));
    setTimeout(suite, IMAGE_MS);
  }

  /* The description is that of a light page; its colours of a dark one stand beside. */
  function description(texte) {
    const { sombres, ...spec } = JSON.parse(texte);
    spec.sombre = bloc.dataset.theme === "dark" ||
      window.matchMedia("(prefers-color-scheme: dark)").matches;
    if (!spec.sombre) return spec;
    const couches = spec.couches.map((couche) =>
      ({ ...couche, couleurs: couche.couleurs.map((couleur) => sombres[couleur]) }));
    return { ...spec, couches };
  }

  function animer() {
    const decrite = document.getElementById("atlas-fixe-spec");
    if (!decrite || !window.Atlas) return Promise.resolve();
    return Promise.race([
      window.Atlas.devancer(bloc.querySelector(".atlas-carte"), description(decrite.value)),
      new Promise((suite) => { setTimeout(suite, CARTE_MS); }),
    ]);
  }

  document.addEventListener("DOMContentLoaded", () => animer().then(() => apresImage(lancer)));
  if (!bloc) return;
  const racine = document.getElementById("root");
  const attendue = bloc.dataset.carte === "oui";
  let depuis = 0;

  /* The map of the page has drawn; or it is the one of the block, which it waits for. */
  function dessinee() {
    const reprise = racine.querySelector(".atlas-carte[data-attend]") &&
      (entouree() || racine.querySelector('[data-test-script-state="notRunning"]'));
    return reprise ? bloc.querySelector(".atlas-carte[data-pret]") :
      racine.querySelector(".atlas-carte[data-pret]");
  }

  /* What lies over the map of the block lies over that of the page; a slide has it elsewhere. */
  const entouree = () => [".atlas-boite-legende", ".atlas-sur-carte"].every((boite) =>
    racine.querySelectorAll(boite).length >= bloc.querySelectorAll(boite).length);

  // A page whose file is lost has no title: it says what is wrong.
  const finie = () => racine.querySelector('[data-test-script-state="notRunning"] ' +
    ':is(h1, [data-testid="stAlert"])');

  /* A choice being made in the block is not taken away under the hand. */
  const enMain = () => bloc.contains(document.activeElement) &&
    document.activeElement.matches("select, input");

  function laisser() {
    if (!bloc.isConnected) return;
    const avait = bloc.contains(document.activeElement);
    const hauteur = bloc.scrollTop;
    guet.disconnect();
    clearInterval(ronde);
    if (window.Atlas) window.Atlas.reprendre();
    bloc.remove();
    const page = racine.querySelector('[data-testid="stMain"]');
    if (page && hauteur) page.scrollTop = hauteur;
    if (page && avait) page.focus({ preventScroll: true });
    document.dispatchEvent(new Event("atlas-vive"));
  }

  /* What has a map waits for it; what has none, or loses it, waits until nothing moves any more. */
  function prete() {
    if (attendue && dessinee()) return true;
    const posee = finie() && !(attendue && racine.querySelector(".atlas-carte"));
    if (!posee) depuis = 0;
    else depuis = depuis || Date.now();
    return posee && Date.now() - depuis > (attendue ? SANS_CARTE_MS : POSEE_MS);
  }

  function voir() {
    if (bloc.isConnected && !enMain() && prete()) laisser();
  }

  const guet = new MutationObserver(voir);
  guet.observe(racine, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-pret", "data-test-script-state"] });
  const ronde = setInterval(voir, 200);
  document.addEventListener("atlas-carte", voir);
  bloc.addEventListener("focusout", () => setTimeout(voir, 0));
  setTimeout(() => {
    const avis = document.getElementById("atlas-fixe-avis");
    if (!avis) return;
    avis.querySelector("button").addEventListener("click", laisser);
    avis.hidden = false;
  }, TARD_MS);
})();
