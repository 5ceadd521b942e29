/* Copies the link of a page that is to be cited (.atlas-citer), when it is clicked.
 *
 * The address is read at the click: it is that of the view, with the version of the data. Without
 * this script, or with another button of the mouse, the link is a plain one. */
(function () {
  "use strict";

  const COPIE = "Lien copié.";
  const DIT_MS = 4000;

  /* On a plain http address, as in a meeting room, the browser lends no clipboard. */
  function copierSelection(texte) {
    const champ = document.createElement("textarea");
    champ.value = texte;
    champ.style.position = "fixed";
    champ.style.opacity = "0";
    document.body.append(champ);
    champ.select();
    const copie = document.execCommand("copy");
    champ.remove();
    return copie ? Promise.resolve() : Promise.reject();
  }

  function copier(texte) {
    return navigator.clipboard ? navigator.clipboard.writeText(texte) : copierSelection(texte);
  }

  function dire(lien) {
    const place = lien.parentElement;
    let dit = place.querySelector("[role=status]");
    if (!dit) {
      dit = document.createElement("strong");
      dit.setAttribute("role", "status");
      place.append(" ", dit);
    }
    dit.textContent = COPIE;
    setTimeout(() => { dit.textContent = ""; }, DIT_MS);
  }

  document.addEventListener("click", (evenement) => {
    const lien = evenement.target.closest && evenement.target.closest(".atlas-citer a");
    if (!lien || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey) return;
    const adresse = new URL(window.location.href);
    adresse.searchParams.set("version", lien.dataset.version);
    lien.href = adresse.href.replace(/%2C/gi, ",");
    evenement.preventDefault();
    copier(lien.href).then(() => dire(lien), () => { window.location.href = lien.href; });
  });
})();
