/* Exit this page: blank at once, clear, then away. Shift three times within five seconds does the same. */
(function () {
  "use strict";
  var link = document.querySelector("[data-exit]");
  if (!link) { return; }
  // Another tab may show the same conversation: it goes blank, and away, with this one.
  var others = window.BroadcastChannel ? new BroadcastChannel("signpost-exit") : null;
  var within = 5000, presses = [], dots = document.createElement("span"), told = document.createElement("span");
  // What only works with a script is told only where one runs.
  document.querySelectorAll("[data-with-script]").forEach(function (told) { told.hidden = false; });
  dots.className = "exit__dots";
  dots.setAttribute("aria-hidden", "true");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  link.after(told);

  function blank() {
    document.documentElement.classList.add("gone");
    document.title = "Loading";
    var cover = document.createElement("div");
    cover.className = "blank-out";
    document.body.append(cover);
  }

  // What was typed and not sent: a browser that comes back here fills a form in again.
  function forget() {
    document.querySelectorAll("input:not([type=hidden]), textarea").forEach(function (field) {
      if (field.type === "checkbox" || field.type === "radio") { field.checked = false; } else { field.value = ""; }
    });
  }

  function leave() {
    blank();
    forget();
    if (others) { others.postMessage("leave"); }
    try { localStorage.removeItem("signpost-list"); } catch (refused) { /* then nothing was kept */ }
    away();
  }

  function away() {
    // Within a frame on somebody's page js/framed.js takes that page along.
    var alone = document.dispatchEvent(new CustomEvent("signpost:leave", { cancelable: true }));
    // replace: this page is not there to go back to.
    if (alone) { location.replace(link.href); }
  }

  function show() {
    dots.textContent = "•".repeat(presses.length);
    if (presses.length && !dots.isConnected) { link.append(dots); }
    if (!presses.length) { dots.remove(); }
    told.textContent = presses.length === 2 ? link.dataset.once : "";
  }

  if (others) { others.onmessage = function () { blank(); forget(); away(); }; }
  link.addEventListener("click", function (event) { event.preventDefault(); leave(); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { presses = []; show(); return; }
    if (event.repeat) { return; }
    var now = Date.now();
    presses = presses.filter(function (then) { return now - then < within; }).concat(now);
    show();
    if (presses.length === 3) { leave(); }
    setTimeout(function () {
      if (presses.length && Date.now() - presses[presses.length - 1] >= within) { presses = []; show(); }
    }, within + 50);
  });
  // A page that the browser kept in memory must not come back with somebody's words on it.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { blank(); location.reload(); }
  });
})();
