/* A page as a sheet of paper (static/papier.css): asked by its address (?papier=oui), it comes light
 * from the server, its tables whole, and is printed as soon as it is all there; then the reader is
 * taken back. « Imprimer cette page » and Ctrl + P ask for it. Another way to print (the menu of the
 * browser) prints the page as it is, laid out alike. */
(function () {
  "use strict";

  const PRETE_MS = 600; // nothing has moved for so long: the page is all there
  const racine = document.getElementById("root");
  const feuille = document.documentElement;
  const demandee = () => new URLSearchParams(location.search).get("papier") === "oui";
  let venue = false; // the sheet was asked for from a page that is still behind
  let faite = "";
  let attente = 0;

  const complete = () => racine.querySelector('[data-test-script-state="notRunning"]') &&
    racine.querySelector(".atlas-papier") && !document.getElementById("atlas-fixe") &&
    [...racine.querySelectorAll(".atlas-carte")].every((carte) => carte.dataset.pret);

  function poser() {
    feuille.toggleAttribute("data-papier", demandee() || feuille.dataset.impression === "oui");
  }

  function suivre() {
    poser();
    clearTimeout(attente);
    if (!demandee()) {
      faite = "";
      return;
    }
    if (faite !== location.href) attente = setTimeout(donner, PRETE_MS);
  }

  /* The first view goes without a word to who watches the page: asked again until it is gone. */
  function donner() {
    if (!demandee()) return;
    if (!complete()) {
      attente = setTimeout(donner, PRETE_MS);
      return;
    }
    faite = location.href;
    feuille.dataset.feuille = "prete";
    if (venue) window.print();
  }

  /* The map of a page that is printed as it is takes its place on the sheet before it is laid out. */
  addEventListener("beforeprint", () => {
    if (feuille.hasAttribute("data-papier")) return;
    feuille.dataset.impression = "oui";
    poser();
    racine.querySelectorAll(".atlas-carte .atlas-recadrer").forEach((bouton) => bouton.click());
  });
  addEventListener("afterprint", () => {
    delete feuille.dataset.impression;
    poser();
    if (venue && demandee()) {
      venue = false;
      history.back();
    }
  });

  document.addEventListener("click", ({ target }) => {
    if (target.closest && target.closest(".atlas-imprimer")) venue = true;
  }, { capture: true });
  document.addEventListener("keydown", (evenement) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = evenement;
    if (key.toLowerCase() !== "p" || !(ctrlKey || metaKey) || shiftKey || altKey) return;
    const lien = racine.querySelector("a.atlas-imprimer");
    if (demandee() || !lien) return;
    evenement.preventDefault();
    lien.click();
  });

  new MutationObserver(suivre).observe(racine, { childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-test-script-state", "data-pret"] });
  addEventListener("popstate", suivre);
  suivre();
})();
