/* Exit this page: blank at once, clear, then away. Shift three times within five seconds does the same. */
(function () {
  "use strict";
  var link = document.querySelector("[data-exit]");
  if (!link) { return; }
  var within = 5000, presses = [], dots = document.createElement("span"), told = document.createElement("span");
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

  function leave() {
    blank();
    try { localStorage.removeItem("signpost-list"); } catch (refused) { /* then nothing was kept */ }
    // replace: this page is not there to go back to.
    location.replace(link.href);
  }

  function show() {
    dots.textContent = "•".repeat(presses.length);
    if (presses.length && !dots.isConnected) { link.append(dots); }
    if (!presses.length) { dots.remove(); }
    told.textContent = presses.length === 2 ? link.dataset.once : "";
  }

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
