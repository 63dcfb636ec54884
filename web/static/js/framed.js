/* Within a frame on somebody's page. Leaving takes the whole page along, Escape closes the dialog around us, and
   what leads elsewhere opens beside it. We speak to the page that the server was told of, and listen to no other. */
(function () {
  "use strict";
  var host = document.body.dataset.framedBy, link = document.querySelector("[data-exit]");
  if (!host || !link || window.parent === window) { return; }

  function tell(what) { parent.postMessage("signpost:" + what, host); }

  // Instead of going away alone (js/exit.js): the page around us goes blank now, and away once we let go.
  document.addEventListener("signpost:leave", function (event) {
    event.preventDefault();
    tell("leave");
    fetch(link.href, { credentials: "same-origin", redirect: "manual", keepalive: true }).then(gone, gone);
  });

  function gone() {
    tell("gone");
    // A page that did not listen: a browser lets us take it along after a press; else we are blank, and empty.
    setTimeout(function () {
      try { top.location.replace(link.dataset.away); } catch (refused) { location.replace("about:blank"); }
    }, 600);
  }

  addEventListener("message", function (event) {
    if (event.origin === host && event.source === parent && event.data === "signpost:leave") { link.click(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) { tell("close"); }
  });
  // Others refuse to be shown in a frame: their pages, maps and the like open in a page of their own.
  document.addEventListener("click", function (event) {
    var to = event.target.closest && event.target.closest("a[href]");
    if (to && /^https?:$/.test(to.protocol) && to.origin !== location.origin) { to.target = "_blank"; to.rel = "noopener noreferrer"; }
  }, true);
})();
