/* Services in the chat: one that somebody refused gives way to a line, as it does when the page is made anew. */
(function () {
  "use strict";
  var messages = document.querySelector("[data-messages]");
  if (!messages || !window.MutationObserver) { return; }

  function give(way) {
    var line = document.createElement("p"), told = way.querySelector("[data-refuse]");
    if (!told) { return; }
    line.className = "refused";
    line.textContent = told.dataset.gone;
    way.replaceWith(line);
  }

  function look() {
    messages.querySelectorAll("[data-refused]").forEach(function (item) {
      var id = CSS.escape(item.dataset.refused);
      messages.querySelectorAll("[data-service='" + id + "']").forEach(give);
    });
  }

  new MutationObserver(look).observe(messages, { childList: true, subtree: true });
})();
