/* News of a chat with a person, for both sides: asks every few seconds while there is one, slower behind another
   page, slower still when nothing comes back. What arrives is said once, by the page's one status; focus stays. */
(function () {
  "use strict";
  var root = document.querySelector("[data-live]");
  if (!root || !window.fetch) { return; }
  var messages = document.querySelector("[data-messages]"), status = document.querySelector("[data-status]");
  var chat = document.querySelector("[data-chat]"), box = document.querySelector("textarea#text");
  var label = document.querySelector("label[for=text]"), title = document.title, timer = 0, failed = 0, asking = false;
  var HIDDEN = 30, SLOWEST = 60;

  function stand() { return root.querySelector("[data-version]").dataset; }
  function busy() { return chat && chat.querySelector("button[aria-disabled=true]"); }
  function text(part) { return part ? part.innerText.trim() : ""; }

  function later() {
    var again = Number(stand().again);
    clearTimeout(timer);
    if (!again) { return; }
    again = failed ? Math.min(SLOWEST, again * Math.pow(2, failed)) : again;
    timer = setTimeout(look, 1000 * (document.hidden ? Math.max(again, HIDDEN) : again));
  }

  // Hidden until now: without a script these are the way to look.
  function tidy() { root.querySelectorAll("[data-without-script]").forEach(function (each) { each.hidden = true; }); }

  // Only what looks different is put in; whoever stood on a button of it stands on the same one again.
  function place(html) {
    var holder = document.createElement("template"), inside = root.contains(document.activeElement);
    holder.innerHTML = html;
    var next = holder.content.querySelector("[data-version]");
    var before = root.firstElementChild, key = inside && document.activeElement.dataset.key;
    var said = text(root.querySelector("[data-live-say]"));
    var same = before.dataset.liveState === next.dataset.liveState && before.textContent === next.textContent;
    if (same) {
      ["version", "last", "again"].forEach(function (name) { before.dataset[name] = next.dataset[name]; });
      return "";
    }
    root.replaceChildren(next);
    tidy();
    // What is offered is seen without looking for it, by whoever is not writing.
    if (next.dataset.liveState === "offered" && !(box && box.value)) { next.scrollIntoView({ block: "nearest" }); }
    if (inside) { (root.querySelector("[data-key='" + key + "']") || root.querySelector("[data-live-title]") || box).focus({ preventScroll: true }); }
    var now = text(root.querySelector("[data-live-say]"));
    return now !== said ? now : "";
  }

  function append(html) {
    if (!html || !messages) { return ""; }
    var holder = document.createElement("template");
    holder.innerHTML = html;
    var items = Array.from(holder.content.children), latest = messages.querySelector("#latest");
    if (latest) { latest.removeAttribute("id"); }
    messages.append(holder.content);
    if (items.length && !(box && box.value)) { items[0].scrollIntoView({ block: "nearest" }); }
    return items.map(function (item) {
      var by = item.querySelector("[data-answer-title]");
      return [text(by)].concat(Array.from(item.querySelectorAll("[data-say]"), text)).join(" ");
    }).join(" ");
  }

  function arrive(got) {
    var said = append(got.messages), changed = place(got.panel);
    if (said || got.say || changed) { status.textContent = [said, got.say || (said ? "" : changed)].filter(Boolean).join(" "); }
    if (label && got.label) { label.textContent = got.label; }
    if (chat && got.writing) { chat.dataset.writing = got.writing; }
    if (chat) { chat.toggleAttribute("data-with-person", Boolean(got.joined)); }
    document.title = (document.hidden && (said || got.say) ? root.dataset.new + " - " : "") + (got.title || title);
  }

  function look() {
    // An answer is on its way: one thing at a time is said.
    if (busy()) { clearTimeout(timer); timer = setTimeout(look, 1000); return; }
    if (asking) { return; }
    asking = true;
    var at = stand(), query = "?after=" + encodeURIComponent(at.last) + "&seen=" + encodeURIComponent(at.version);
    fetch(root.dataset.news + query, { credentials: "same-origin", redirect: "error", cache: "no-store" })
      .then(function (answer) {
        if (!answer.ok) { throw new Error("not now"); }
        return answer.status === 204 ? null : answer.json();
      })
      .then(function (got) { failed = 0; asking = false; if (got) { arrive(got); } later(); })
      .catch(function () { failed += 1; asking = false; later(); });
  }

  if (messages && chat) {
    // With an answer a chat may be offered, and with one's own words the end of the last one is past.
    new MutationObserver(function () {
      if (!Number(stand().again)) { clearTimeout(timer); timer = setTimeout(look, 300); }
    }).observe(messages, { childList: true });
  }
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) { document.title = title; if (Number(stand().again)) { look(); } }
  });
  window.addEventListener("pagehide", function () { clearTimeout(timer); });
  root.addEventListener("live:look", look);
  tidy();
  later();
})();
