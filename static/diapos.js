/* The list of the slides of a deck: a tick keeps one, a handle or two buttons move it, a field gives
 * it another title. The list changes at once; what it holds is sent whole, and drawn again when the
 * page answers something else. */
(function () {
  "use strict";

  const dans = (texte, valeurs) => texte.replace(/\{(\w+)\}/g, (_, nom) => valeurs[nom]);

  function element(nom, attributs, ...enfants) {
    const fait = document.createElement(nom);
    Object.entries(attributs).forEach(([cle, valeur]) => {
      if (valeur !== false) fait.setAttribute(cle, valeur === true ? "" : valeur);
    });
    fait.append(...enfants);
    return fait;
  }

  function monter(hote, { diapos, mots, longueur, rangee }, envoyer) {
    const ecrites = JSON.stringify(diapos);
    if (hote.dataset.ecrites === ecrites) {
      hote.querySelector(".atlas-diapos-revenir").hidden = !rangee;
      return;
    }
    const actif = document.activeElement;
    const dedans = hote.contains(actif);
    if (dedans && actif.matches("input[type=text]") && actif.value !== actif.defaultValue) return;
    hote.dataset.ecrites = ecrites;
    const repris = dedans && { id: actif.closest("li")?.dataset.id, role: actif.dataset.role };
    const liste = element("ol", { "aria-label": mots.liste });
    const dit = element("p", { role: "status", class: "atlas-cache" });
    const revenir = element("button", { type: "button", class: "atlas-diapos-revenir",
      hidden: !rangee }, mots.revenir);
    liste.append(...diapos.map((une) => ligne(une)));
    revenir.addEventListener("click", () => envoyer({ sans: [], ordre: [], titres: {} }));
    hote.replaceChildren(liste, dit, revenir);
    numeroter();
    if (repris && repris.id) {
      hote.querySelector(`li[data-id="${CSS.escape(repris.id)}"] [data-role="${repris.role}"]`)
        ?.focus({ preventScroll: true });
    }

    function ligne({ id, titre, atlas, message, garde }) {
      const nomme = (mot) => dans(mots[mot], { titre });
      const bouton = (role, signe) => element("button",
        { type: "button", "data-role": role, "aria-label": nomme(role), title: nomme(role) }, signe);
      const coche = element("input", { type: "checkbox", checked: garde, "data-role": "garder",
        "aria-label": nomme("garder") });
      const champ = element("input", { type: "text", value: titre, maxlength: longueur,
        "data-role": "titre", "aria-label": nomme("titre"), autocomplete: "off" });
      const poignee = element("span", { class: "atlas-diapos-poignee", "aria-hidden": "true",
        title: nomme("poignee") }, "⠿");
      const une = element("li", { "data-id": id, "data-titre": titre },
        poignee, coche, element("span", { class: "atlas-diapos-rang", "aria-hidden": "true" }),
        element("div", { class: "atlas-diapos-texte" }, champ, element("p", {}, message)),
        bouton("monter", "↑"), bouton("descendre", "↓"));
      une.dataset.atlas = atlas;
      coche.addEventListener("change", () => cocher(coche));
      champ.addEventListener("change", () => {
        if (!champ.value.trim()) champ.value = atlas;
        envoi();
      });
      champ.addEventListener("keydown", (evenement) => {
        if (evenement.key === "Enter") champ.blur();
      });
      une.querySelector("[data-role=monter]").addEventListener("click", (evenement) =>
        deplacer(une, une.previousElementSibling, evenement.currentTarget));
      une.querySelector("[data-role=descendre]").addEventListener("click", (evenement) =>
        une.nextElementSibling && deplacer(une.nextElementSibling, une, evenement.currentTarget));
      poignee.addEventListener("pointerdown", (evenement) => glisser(evenement, poignee, une));
      return une;
    }

    function cocher(coche) {
      if (!liste.querySelector("input:checked")) {
        coche.checked = true;
        dit.textContent = mots.derniere;
        return;
      }
      envoi();
    }

    /* Puts ``une`` before ``avant``: the button that was pressed keeps the focus. */
    function deplacer(une, avant, bouton) {
      if (!avant) return;
      liste.insertBefore(une, avant);
      bouton.focus({ preventScroll: true });
      dire(bouton.closest("li"));
      envoi();
    }

    function glisser(depart, poignee, une) {
      depart.preventDefault();
      poignee.setPointerCapture(depart.pointerId);
      une.dataset.glisse = "";
      const suivre = ({ clientY }) => {
        const autres = [...liste.children].filter((autre) => autre !== une);
        const avant = autres.find((autre) => {
          const { top, height } = autre.getBoundingClientRect();
          return clientY < top + height / 2;
        });
        if ((avant || null) !== une.nextElementSibling) liste.insertBefore(une, avant || null);
      };
      const finir = () => {
        poignee.removeEventListener("pointermove", suivre);
        delete une.dataset.glisse;
        dire(une);
        envoi();
      };
      poignee.addEventListener("pointermove", suivre);
      poignee.addEventListener("lostpointercapture", finir, { once: true });
    }

    function dire(une) {
      numeroter();
      const rang = [...liste.children].indexOf(une) + 1;
      dit.textContent = dans(mots.place,
        { titre: une.dataset.titre, rang, total: liste.children.length });
    }

    /* The numbers are those of the slides that are shown. */
    function numeroter() {
      let rang = 0;
      for (const une of liste.children) {
        const garde = une.querySelector("[data-role=garder]").checked;
        une.toggleAttribute("data-otee", !garde);
        une.querySelector(".atlas-diapos-rang").textContent = garde ? (rang += 1) : "—";
        une.querySelector("[data-role=monter]").disabled = !une.previousElementSibling;
        une.querySelector("[data-role=descendre]").disabled = !une.nextElementSibling;
      }
    }

    /* What the page will answer, if it understands: the list is then as it should be already. */
    function attendre(lignes) {
      const parId = new Map(diapos.map((une) => [une.id, une]));
      const titre = (une) => une.querySelector("[data-role=titre]").value;
      if (lignes.some((une) => titre(une) !== une.dataset.titre)) return;
      hote.dataset.ecrites = JSON.stringify(lignes.map((une) => ({ ...parId.get(une.dataset.id),
        garde: !une.hasAttribute("data-otee") })));
    }

    function envoi() {
      numeroter();
      const lignes = [...liste.children];
      attendre(lignes);
      envoyer({
        ordre: lignes.map((une) => une.dataset.id),
        sans: lignes.filter((une) => une.hasAttribute("data-otee")).map((une) => une.dataset.id),
        titres: Object.fromEntries(lignes
          .map((une) => [une.dataset.id, une.querySelector("[data-role=titre]").value, une])
          .filter(([, texte, une]) => texte !== une.dataset.atlas)
          .map(([id, texte]) => [id, texte])),
      });
    }
  }

  window.AtlasDiapos = { monter };
  document.dispatchEvent(new Event("atlas-diapos-pret"));
})();
