/* My list: which services somebody saved, kept in this browser and nowhere else. Ids only.
   Without this file the same forms carry the list in the address. Each change is announced once, politely. */
(function () {
  "use strict";
  var link = document.querySelector("[data-my-list]");
  if (!link) { return; }
  var KEY = "signpost-list", MOST = 20, words = link.dataset;
  var told = document.createElement("span");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  document.body.append(told);

  function read() {
    try {
      var kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter(function (id) { return typeof id === "string" && id; }).slice(0, MOST) : [];
    } catch (refused) { return []; }
  }

  // Whether it was kept: a browser may refuse, or be full.
  function write(ids) {
    try {
      if (ids.length) { localStorage.setItem(KEY, JSON.stringify(ids)); } else { localStorage.removeItem(KEY); }
      return true;
    } catch (refused) { return false; }
  }

  function address(ids) {
    var query = ids.map(function (id) { return "save=" + encodeURIComponent(id); }).join("&");
    return link.pathname + (query ? "?" + query : "");
  }

  function tell(text) {
    // The same words twice are announced only when they were gone in between.
    told.textContent = "";
    setTimeout(function () { told.textContent = text; }, 50);
  }

  function show() {
    var ids = read();
    if (ids.length) { link.href = address(ids); }
    link.querySelector("[data-my-list-number]").textContent = ids.length ? " (" + ids.length + ")" : "";
    document.querySelectorAll("form[data-save]").forEach(function (form) {
      form.querySelector("[data-save-words]").textContent = ids.includes(form.dataset.save) ? words.remove : words.save;
    });
  }

  function toggle(form) {
    var ids = read(), id = form.dataset.save, had = ids.includes(id);
    if (!had && ids.length >= MOST) { tell(words.full); return; }
    var next = had ? ids.filter(function (each) { return each !== id; }) : ids.concat(id);
    if (!write(next)) { tell(words.lost); return; }
    link.href = address(next);
    show();
    tell((had ? words.removed : words.saved).replace("{name}", form.dataset.name) + " " + words.count.replace("{number}", next.length));
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-save")) { event.preventDefault(); toggle(form); }
    // These go on to the server, whose page shows what is left.
    if (form.hasAttribute("data-remove")) { write(read().filter(function (id) { return id !== form.dataset.remove; })); }
    if (form.hasAttribute("data-clear")) { write([]); }
  });

  // Cards of the conversation come without a form: saving there must not leave the conversation.
  function dress(card) {
    var name = card.querySelector(".service-card__name"), place = card.querySelector(".service-card__contact");
    if (!name || !place || card.querySelector("form[data-save]")) { return false; }
    var form = document.createElement("form"), button = document.createElement("button"), what = document.createElement("span");
    form.className = "save no-print";
    form.dataset.save = card.dataset.service;
    form.dataset.name = name.innerText.trim();
    button.className = "button button--link";
    button.type = "submit";
    what.setAttribute("data-save-words", "");
    var whose = document.createElement("span");
    whose.className = "visually-hidden";
    whose.textContent = " " + form.dataset.name;
    button.append(what, whose);
    form.append(button);
    place.append(form);
    return true;
  }

  // An answer comes in pieces: cards may arrive within one that is there already. What we add ourselves is no news.
  function dressNew() {
    var cards = Array.from(document.querySelectorAll("[data-messages] [data-service]"));
    if (cards.filter(dress).length) { show(); }
  }

  var messages = document.querySelector("[data-messages]");
  if (messages && window.MutationObserver) { new MutationObserver(dressNew).observe(messages, { childList: true, subtree: true }); }

  function listPage(page) {
    var shown = JSON.parse(page.dataset.ids), kept = read();
    if (!shown.length && kept.length && !location.search) { location.replace(address(kept)); return; }
    var same = shown.length === kept.length && shown.every(function (id) { return kept.includes(id); });
    var keep = page.querySelector("[data-keep]"), mine = page.querySelector("[data-kept-words]");
    if (mine) { mine.hidden = !same; page.querySelector("[data-carried-words]").hidden = same; }
    if (!keep) { return; }
    keep.hidden = same;
    page.querySelector("[data-keep-button]").addEventListener("click", function () {
      var all = kept.concat(shown.filter(function (id) { return !kept.includes(id); })).slice(0, MOST);
      if (write(all)) { location.assign(address(all)); } else { tell(words.lost); }
    });
  }

  var page = document.querySelector("[data-list]");
  if (page) { listPage(page); }
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  window.addEventListener("storage", show);
  dressNew();
  show();
})();
