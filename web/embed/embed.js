/* Signpost on somebody's own page: a button, and a dialog with Signpost in a frame. Nothing of Signpost is loaded
   before the button is pressed. Works under a policy that allows this file (script-src) and the frame (frame-src)
   and no style or script of the page's own. Messages: only from our own frame, only to it. */
(function (say) {
  "use strict";
  var script = document.currentScript;
  if (!script || !script.src) { return; }
  var ours = new URL(script.src).origin, data = script.dataset, label = data.label || say.button;
  var site = data.site ? "site=" + encodeURIComponent(data.site) : "";
  var place = document.createElement("div");
  var corner = data.place === "corner" || !document.body || !document.body.contains(script);

  function make(name, facts, parent) {
    var made = document.createElement(name);
    Object.keys(facts).forEach(function (key) { made.setAttribute(key, facts[key]); });
    if (parent) { parent.append(made); }
    return made;
  }

  function put() {
    if (!document.body) { document.addEventListener("DOMContentLoaded", put); return; }
    if (corner) { document.body.append(place); } else { script.after(place); }
  }

  // An old browser gets a link, as everybody does without scripts.
  if (!place.attachShadow || !window.HTMLDialogElement || !("adoptedStyleSheets" in document)) {
    make("a", { href: ours + "/" + (site && "?" + site) }, place).textContent = label;
    put();
    return;
  }

  var room = place.attachShadow({ mode: "open" }), sheet = new CSSStyleSheet();
  sheet.replaceSync(say.css);
  room.adoptedStyleSheets = [sheet];
  place.lang = "en-GB";
  var button = make("button", { type: "button", "class": corner ? "corner" : "", "aria-haspopup": "dialog" }, room);
  button.textContent = label;
  var dialog = make("dialog", { "aria-labelledby": "title" }, room), head = make("div", { "class": "head" }, dialog);
  var title = make("h2", { id: "title", tabindex: "-1", autofocus: "" }, head);
  var shut = make("button", { type: "button" }, head);
  title.textContent = say.title;
  shut.textContent = say.close;
  var status = make("p", { role: "status" }, dialog), frame = null, leaving = false, presses = [];

  function tell(what) { if (frame && frame.contentWindow) { frame.contentWindow.postMessage("signpost:" + what, ours); } }

  function open() {
    if (!frame) {
      frame = make("iframe", { title: say.title, allow: "microphone", referrerpolicy: "no-referrer" });
      status.textContent = say.opening;
      frame.addEventListener("load", function () { status.textContent = ""; });
      frame.src = ours + "/embed/enter?host=" + encodeURIComponent(location.origin) + (site && "&" + site);
      dialog.append(frame);
    }
    dialog.showModal();
  }

  // Blank at once; away as soon as the frame has let go of the conversation, or after half a second.
  function blank() {
    if (leaving) { return; }
    leaving = true;
    document.documentElement.style.setProperty("display", "none", "important");
    document.title = " ";
    setTimeout(away, 500);
  }

  function away() {
    if (frame) { frame.remove(); frame = null; }
    location.replace(say.away);
  }

  button.addEventListener("click", open);
  shut.addEventListener("click", function () { dialog.close(); });
  // Shift three times, also where the frame does not hear it.
  dialog.addEventListener("keydown", function (event) {
    if (event.repeat) { return; }
    var now = Date.now();
    presses = event.key === "Shift" ? presses.filter(function (then) { return now - then < 5000; }).concat(now) : [];
    if (presses.length === 3) { blank(); tell("leave"); }
  });
  addEventListener("message", function (event) {
    if (event.origin !== ours || !frame || event.source !== frame.contentWindow) { return; }
    if (event.data === "signpost:close") { dialog.close(); }
    if (event.data === "signpost:leave") { blank(); }
    if (event.data === "signpost:gone" && leaving) { away(); }
  });
  // A page that the browser kept in memory must not come back with the conversation on it.
  addEventListener("pageshow", function (event) { if (event.persisted && leaving) { location.reload(); } });
  put();
})(/* what it says */);
