/* The page of a call: keeps the notes as they are typed and shows what they say, without reloading the page.
   Every form still works when this file does not run. A new danger is announced once, by one alert; nothing else
   interrupts, and focus never moves by itself. Notes live in this page alone: nothing is put into the browser's store. */
(function () {
  "use strict";
  var call = document.querySelector("[data-call]");
  var form = document.getElementById("notes-form");
  if (!call || !form || !window.fetch || !window.FormData) { return; }
  var box = form.elements.notes;
  var version = form.querySelector("[data-version]");
  var state = form.querySelector("[data-state]");
  var problem = form.querySelector("[data-problem]");
  var theirs = form.querySelector("[data-theirs]");
  var alerts = call.querySelector("[data-alert]"), asks = call.querySelector("[data-ask]");
  var panel = call.querySelector("[data-live-panel]");
  var PAUSE = 400, SETTLED = 2500, AGAIN = 2000, SLOWEST = 30000;
  var timer = null, settling = null, underWay = false, wanted = null, wait = AGAIN, stopped = box.readOnly;
  var kept = box.defaultValue, shown = panel.innerHTML, waiting = null;
  var told = Array.from(panel.querySelectorAll("[data-risk]"), function (each) { return each.dataset.risk; });

  // Without this file every field of the page goes along with the notes. Here the notes are kept by themselves, and each form has its own.
  function toItsOwn(part) {
    part.querySelectorAll("[data-own]").forEach(function (each) { each.removeAttribute("form"); });
  }

  function ticks() {
    return Array.from(document.querySelectorAll("input[name=ticked]:checked"), function (each) { return each.value; }).join(" ");
  }
  var keptTicks = ticks();

  function unsaved() { return !stopped && (box.value !== kept || ticks() !== keptTicks); }

  function say(words) { state.textContent = words; }

  function complain(words) {
    problem.textContent = "";
    if (!words) { return; }
    var line = document.createElement("p");
    line.className = "error-message";
    line.textContent = words;
    problem.append(line);
  }

  // The panel is left alone while somebody is in it: what they are about to press must not move.
  function draw(html) {
    if (html === shown) { return; }
    if (panel.contains(document.activeElement)) { waiting = html; return; }
    panel.innerHTML = shown = html;
    toItsOwn(panel);
    waiting = null;
  }

  function announce(risks) {
    var fresh = risks.filter(function (risk) { return told.indexOf(risk.key) < 0; });
    if (!fresh.length) { return; }
    told = told.concat(fresh.map(function (risk) { return risk.key; }));
    // A danger stands in red until the call ends; what only has to be asked gently waits its turn, and never takes that place.
    fresh.forEach(function (risk) {
      if (!risk.gentle) { add(alerts, risk.say); return; }
      asks.textContent = "";
      add(asks, risk.say);
    });
  }

  function add(place, words) {
    var line = document.createElement("p");
    line.textContent = words;
    place.append(line);
  }

  function mark(covered) {
    document.querySelectorAll("[data-prompt]").forEach(function (prompt) {
      var on = covered.indexOf(prompt.dataset.prompt) >= 0;
      prompt.classList.toggle("prompt--covered", on);
      prompt.querySelector("[data-covered]").hidden = !on;
    });
  }

  // What the notes say of whom it is about goes into fields that nobody has touched; it is kept by a button alone.
  var touched = {};
  function fill(found) {
    document.querySelectorAll("[data-suggest]").forEach(function (field) {
      var name = field.dataset.suggest;
      if (touched[name] || !found[name] || field === document.activeElement) { return; }
      if (field.type === "radio") { if (field.value === found[name]) { field.checked = true; } return; }
      if (!field.defaultValue || field.dataset.filled) { field.value = found[name]; field.dataset.filled = "yes"; }
    });
  }
  document.addEventListener("input", function (event) {
    if (event.target.dataset.suggest) { touched[event.target.dataset.suggest] = true; }
  });

  function clash(got) {
    version.value = got.version;
    stopped = true; // until the adviser has put the two together and presses the button
    var part = document.querySelector("[data-theirs-template]").content.cloneNode(true);
    part.querySelector("textarea").value = got.theirs;
    theirs.replaceChildren(part);
    theirs.querySelector("[data-use-theirs]").addEventListener("click", function () {
      var mine = box.value.split("\n"); // a line that both windows have is not written twice
      var more = got.theirs.split("\n").filter(function (line) { return line && mine.indexOf(line) < 0; });
      box.value = [box.value].concat(more).filter(Boolean).join("\n");
      box.focus();
    });
    complain(call.dataset.clash);
    say("");
  }

  function took(got, sent) {
    version.value = got.version;
    kept = sent.notes;
    keptTicks = sent.ticks;
    wait = AGAIN;
    complain("");
    say(call.dataset.kept);
    mark(got.covered);
    fill(got.suggested || {});
    draw(got.live);
    announce(got.alerts);
  }

  function lost(words) {
    complain(words);
    say("");
    timer = setTimeout(function () { send(true); }, wait);
    wait = Math.min(wait * 2, SLOWEST);
  }

  function refused(status, got) {
    if (got && got.code === "clash") { clash(got); return; }
    if (got && got.code) { stopped = got.code === "ended"; complain(got.problem); say(""); return; }
    // Signed out: the answer is a page, or a form whose proof has aged. Sending again by itself would not help.
    lost(status < 500 && status !== 429 ? call.dataset.signedOut : call.dataset.lost);
  }

  function send(settled) {
    if (stopped) { return; }
    if (underWay) { wanted = wanted || settled; return; }
    clearTimeout(timer);
    var body = new FormData(form), sent = { notes: box.value, ticks: ticks() };
    if (settled) { body.set("settled", "yes"); }
    underWay = true;
    wanted = null;
    say(call.dataset.keeping);
    fetch(call.dataset.live, { method: "POST", body: body, credentials: "same-origin", redirect: "error" })
      .then(function (answer) {
        return answer.json().catch(function () { return null; }).then(function (got) {
          if (answer.ok && got) { took(got, sent); } else { refused(answer.status, got); }
        });
      })
      .catch(function () { lost(call.dataset.lost); })
      .then(function () {
        underWay = false;
        if (!stopped && wait === AGAIN && (wanted !== null || unsaved())) { later(PAUSE); }
      });
  }

  function later(pause) {
    clearTimeout(timer);
    clearTimeout(settling);
    timer = setTimeout(function () { send(false); }, pause);
    settling = setTimeout(function () { send(true); }, SETTLED);
  }

  // Who types faster than this file comes, or gets back what the browser remembered, is heard as well.
  if (unsaved()) { later(PAUSE); }
  box.addEventListener("input", function () { later(PAUSE); });
  box.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); look(); }
  });
  document.addEventListener("change", function (event) {
    if (event.target.name === "ticked") { later(PAUSE); }
  });
  panel.addEventListener("focusout", function () {
    setTimeout(function () { if (waiting !== null) { draw(waiting); } }, 0);
  });
  function look() {
    if (box.readOnly) { return; }
    if (stopped) { stopped = false; theirs.replaceChildren(); }
    clearTimeout(settling);
    send(true);
  }
  form.addEventListener("submit", function (event) {
    // A button with an address of its own takes the notes with it.
    if (event.submitter && event.submitter.hasAttribute("formaction")) { stopped = true; return; }
    event.preventDefault();
    look();
  });
  addEventListener("online", function () { if (unsaved()) { send(true); } });
  addEventListener("beforeunload", function (event) {
    if (unsaved()) { send(true); event.preventDefault(); }
  });
  // Alt and a number in every browser alike; where the browser's own access key was quicker, it is left at that.
  document.addEventListener("keydown", function (event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || !/^[1-9]$/.test(event.key)) { return; }
    var found = document.querySelector('[accesskey="' + event.key + '"]');
    if (!found) { return; }
    event.preventDefault();
    if (found.tagName === "BUTTON") { found.click(); return; }
    var place = found.hash ? document.querySelector(found.hash) : found, around = place.closest("details");
    if (around) { around.open = true; }
    place.focus();
  });
  // Any other form of this page first waits for the notes, which it is about.
  document.addEventListener("submit", function (event) {
    var other = event.target;
    if (other === form || other.method !== "post" || !unsaved() || other.dataset.waited) { return; }
    event.preventDefault();
    var pressed = event.submitter, tries = 0;
    send(true);
    (function again() {
      if (unsaved() && tries++ < 40 && !stopped) { setTimeout(again, 100); return; }
      other.dataset.waited = "yes";
      if (pressed) { other.requestSubmit(pressed); } else { other.requestSubmit(); }
      delete other.dataset.waited;
    })();
  });
})();
