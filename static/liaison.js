/* The link with the server: it is watched, its loss is told, and what was asked meanwhile is kept.
 *
 * A phone that leaves the Wi-Fi keeps a socket that looks open for minutes: Streamlit then says
 * nothing and what the reader does is lost. Streamlit's socket is therefore watched here: a sign of
 * life is asked (its own heartbeat) when a question stays unanswered, when the page is idle, when
 * the reader comes back to it. A dead socket is closed, and Streamlit makes another one.
 *
 * This script comes before Streamlit's own in the page: it must know the first socket. */
(function () {
  "use strict";

  const PLEINE = 1013; // of a link closed because there are too many (geo/ui/serve/bounds.py)
  const RERUN = 0x5a; // first byte of Streamlit's « rerun_script » message (field 11)
  const BATTEMENT = new Uint8Array([0x88, 0x01, 0x01]); // « app_heartbeat » (field 17): true
  const SANS_REPONSE_MS = 2500;
  const REPIT_MS = 10000;
  const PERDUE_MS = 4000;
  const MORTE_MS = 8000;
  const COUPEE_MS = 800;
  const SONDE_MS = 3000;
  const DITE_MS = 6000;
  // Streamlit forgets a session 120 s after its socket (server.disconnectedSessionTTL).
  const OUBLI_MS = 110000;
  const MEMOIRE = "atlas-liaison";
  const MOTS = {
    perdue: "Liaison perdue avec l’atlas. Ce qui est affiché reste lisible, mais rien ne répond " +
      "plus ; la page se reconnecte seule dès que le réseau revient.",
    pleine: "Trop de lecteurs sont là pour que cette page réponde. Ce qui est affiché reste " +
      "lisible ; elle réessaie seule.",
    revenue: "Liaison rétablie.",
    reprise: "Liaison rétablie. Votre dernier choix a été repris.",
    refaire: "Liaison rétablie. Votre dernier choix n’a pas été reçu : refaites-le.",
  };

  let courante = null; // the socket in use
  let vie = Date.now(); // when something last came from the server
  let attente = null; // the last question that nothing has followed
  let perdue = false;
  let ouvertures = 0;
  let reprise = false; // a socket was opened again: is it the same server?
  let minuteries = [];
  let efface = 0;

  /* --- what is told ------------------------------------------------------------------------- */

  function dire(sorte) {
    let bandeau = document.getElementById("atlas-liaison");
    if (!bandeau) {
      bandeau = document.createElement("div");
      bandeau.id = "atlas-liaison";
      bandeau.setAttribute("role", "alert");
      document.body.append(bandeau);
    }
    clearTimeout(efface);
    document.documentElement.dataset.liaison = sorte;
    bandeau.dataset.etat = sorte;
    bandeau.hidden = !sorte;
    bandeau.textContent = MOTS[sorte] || "";
    if (sorte && sorte !== "perdue" && sorte !== "pleine") efface = setTimeout(() => dire(""), DITE_MS);
  }

  function perdre() {
    if (perdue) return;
    perdue = true;
    dire("perdue");
  }

  function revenir(sorte) {
    if (!perdue) return;
    perdue = false;
    dire(sorte);
  }

  /* The address holds the view; a question that nobody heard cannot be asked again. */
  function recharger() {
    memoire((m) => m.setItem(MEMOIRE, attente ? "refaire" : "revenue"));
    window.location.reload();
  }

  /* A browser that refuses its storage throws where it is only named: the page is loaded again all
     the same, and only does not say so. */
  function memoire(faire) {
    try {
      return faire(window.sessionStorage);
    } catch {
      return null;
    }
  }

  /* --- signs of life ------------------------------------------------------------------------ */

  function vivre() {
    vie = Date.now();
    nePlusAttendre();
  }

  function nePlusAttendre() {
    minuteries.forEach(clearTimeout);
    minuteries = [];
  }

  /* Asks the socket whether it is alive: told lost without an answer, then given up. */
  function sonder() {
    const sondee = courante;
    if (minuteries.length || !sondee || sondee.readyState !== WebSocket.OPEN) return;
    sondee.battre();
    minuteries = [
      setTimeout(perdre, PERDUE_MS),
      setTimeout(() => {
        minuteries = [];
        sondee.abandonner();
      }, MORTE_MS),
    ];
  }

  function demander(question) {
    attente = question;
    const instant = Date.now();
    setTimeout(() => {
      if (attente === question && vie <= instant) sonder();
    }, SANS_REPONSE_MS);
  }

  /* --- Streamlit's socket ------------------------------------------------------------------- */

  const Origine = window.WebSocket;

  class Liaison extends Origine {
    constructor(adresse, protocoles) {
      super(adresse, protocoles);
      if (!String(adresse).includes("_stcore/stream")) return;
      courante = this;
      this.addEventListener("open", () => this === courante && ouvrir(this));
      this.addEventListener("message", () => {
        if (this !== courante) return;
        vivre();
        if (reprise) return;
        attente = null;
        revenir("revenue");
      });
      this.addEventListener("close", ({ code }) => this === courante && fermer(this, code));
    }

    send(message) {
      super.send(message);
      if (this === courante && new Uint8Array(message.buffer || message,
        message.byteOffset || 0, 1)[0] === RERUN) demander(message);
    }

    battre() {
      super.send(BATTEMENT);
    }

    /* The closing of a dead link takes the browser long: Streamlit is told at once. */
    abandonner() {
      if (this !== courante) return;
      this.dispatchEvent(new CloseEvent("close", { code: 4000, reason: "no sign of life" }));
      this.close();
    }
  }
  window.WebSocket = Liaison;

  function ouvrir(socket) {
    ouvertures += 1;
    const absence = Date.now() - vie;
    const question = attente;
    vivre();
    if (ouvertures === 1) return;
    reprise = true;
    reconnaitre().then((memeServeur) => {
      reprise = false;
      if (socket.readyState !== WebSocket.OPEN) return; // opened to be told that there is no room
      if (!memeServeur || absence > OUBLI_MS) recharger();
      else if (question && socket === courante) {
        revenir("reprise");
        socket.send(question);
      } else revenir("revenue");
    }).catch(() => {
      reprise = false; // cut again: the next opening will tell
    });
  }

  /* A server that was started again knows nothing of this reader: the page starts again too. */
  function reconnaitre() {
    return fetch(`${window.__streamlit.BACKEND_BASE_URL}_stcore/health`, { cache: "no-store" })
      .then((reponse) => reponse.headers.get("x-atlas-depart") === window.__streamlit.ATLAS_DEPART);
  }

  function fermer(socket, code) {
    nePlusAttendre();
    if (code === PLEINE) {
      perdue = true;
      dire("pleine");
      return;
    }
    setTimeout(() => {
      // Neither reopened meanwhile, nor replaced by another one that is.
      if (courante === socket || courante.readyState !== WebSocket.OPEN) perdre();
    }, COUPEE_MS);
  }

  /* Streamlit may give up for good: the address holds the view, the page may start again. */
  setInterval(() => {
    const application = document.querySelector("[data-test-connection-state]");
    const etat = application && application.dataset.testConnectionState;
    if (etat === "DISCONNECTED_FOREVER") {
      perdre();
      fetch(`${window.__streamlit.BACKEND_BASE_URL}_stcore/health`, { cache: "no-store" })
        .then((reponse) => reponse.ok && recharger())
        .catch(() => undefined);
    } else if (!document.hidden && Date.now() - vie > REPIT_MS) sonder();
  }, SONDE_MS);

  document.addEventListener("visibilitychange", () => document.hidden || sonder());
  window.addEventListener("offline", sonder);
  window.addEventListener("online", sonder);
  document.addEventListener("DOMContentLoaded", () => {
    const retenue = memoire((m) => m.getItem(MEMOIRE));
    memoire((m) => m.removeItem(MEMOIRE));
    if (retenue) dire(retenue);
  });
})();
