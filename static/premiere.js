/* The first view gives way to the live page, in one step, when its map has drawn.
 *
 * The block (geo/ui/serve/first_view) lies over the page, which is laid out under it and not seen:
 * nothing that comes moves under the reader. If the live map never comes, the block stays, says so
 * and offers the page as it is. */
(function () {
  "use strict";

  const TARD_MS = 20000;
  const POSEE_MS = 600;
  const SANS_CARTE_MS = 1500; // a page that has run and has no map tells why itself
  const bloc = document.getElementById("atlas-fixe");
  if (!bloc) return;
  const racine = document.getElementById("root");
  const attendue = bloc.dataset.carte === "oui";
  let depuis = 0;

  const dessinee = () => racine.querySelector(".atlas-carte[data-pret]");

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
