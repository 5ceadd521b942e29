/* The same layers as the page it is compared with, drawn by Leaflet and nothing else. */
(function () {
  "use strict";

  const carte = L.map("carte", { attributionControl: false });
  const lire = (nom) => fetch(`${nom}.geojson`).then((reponse) => reponse.json());
  Promise.all(["communes", "territoires", "piscines"].map(lire)).then(
    ([communes, territoires, piscines]) => {
      const fond = L.geoJSON(communes, {
        style: { color: "#fff", weight: 0.9, fillColor: "#6fb1d6", fillOpacity: 0.92 },
        onEachFeature: (une, couche) => couche.bindTooltip(une.properties.nom),
      });
      carte.fitBounds(fond.getBounds());
      fond.addTo(carte);
      L.geoJSON(territoires, { style: { color: "#16222e", weight: 2.2, fill: false } }).addTo(carte);
      L.geoJSON(piscines, {
        pointToLayer: (une, lieu) => L.circleMarker(lieu, { radius: 7, color: "#0072b2" }),
      }).addTo(carte);
    }
  );
})();
