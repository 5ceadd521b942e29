/* What a page writes in its own address, by itself, is no step to come back to.
 *
 * Streamlit adds a step for the page, then another one when the page writes there the commune that
 * follows the reader: Back would lead to the first, without any commune. As long as the reader has
 * done nothing on a page, what it writes in its address takes the place of the last step.
 *
 * This script comes before Streamlit's own in the page. */
(function () {
  "use strict";

  let touchee = false; // the reader has done something since the page came

  for (const geste of ["pointerdown", "keydown", "popstate"]) {
    addEventListener(geste, (event) => { touchee = event.type !== "popstate"; }, true);
  }
  // A click on the map stays in its frame: its answer tells it.
  addEventListener("message", (event) => {
    if (event.data && event.data.type === "streamlit:setComponentValue") touchee = true;
  });

  const ajouter = history.pushState;
  history.pushState = function (etat, titre, adresse) {
    const cible = new URL(adresse === undefined || adresse === null ? "" : adresse, location.href);
    const memePage = cible.origin === location.origin && cible.pathname === location.pathname;
    if (memePage && !touchee) {
      history.replaceState(etat, titre, adresse);
      return;
    }
    ajouter.call(history, etat, titre, adresse);
    if (!memePage) touchee = false;
  };
})();
