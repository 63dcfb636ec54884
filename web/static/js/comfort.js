/* Easier to read: size and easy words without another page; reading aloud and dictation where the browser has them.
   Nothing speaks or listens by itself, and nothing that was dictated is sent by itself. */
(function () {
  "use strict";
  var root = document.documentElement, words = document.querySelector("[data-comfort]");
  var SIZES = ["large", "largest"], box = document.querySelector("[data-composer] textarea");

  document.querySelectorAll("[data-comfort-form]").forEach(function (form) {
    var told = form.querySelector("[data-comfort-told]");
    // Without this script they send the box's form along, so that nothing written is lost. Here nothing is left.
    form.querySelectorAll("button[form]").forEach(function (button) { button.removeAttribute("form"); button.removeAttribute("formaction"); });
    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (!button || !window.fetch) { return; }
      event.preventDefault();
      var body = new FormData(form);
      body.set(button.name, button.value);
      fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" }).then(function () {
        if (button.name === "size") { resize(form, button); return; }
        // What is being written must not be lost for it.
        if (box && box.value) { told.textContent = form.dataset.later; } else { location.hash = form.id; location.reload(); }
      }).catch(function () { form.submit(); });
    });
  });

  // Back after easy words were chosen: the fold is open, and the focus is on the button that takes them back.
  document.querySelectorAll("[data-comfort-form]").forEach(function (form) {
    if (location.hash !== "#" + form.id) { return; }
    if (form.closest("details")) { form.closest("details").open = true; }
    form.querySelector("[name=easy]").focus();
  });

  function resize(form, chosen) {
    SIZES.forEach(function (size) { root.classList.toggle("text-" + size, size === chosen.value); });
    form.querySelectorAll("[name=size]").forEach(function (each) { each.setAttribute("aria-pressed", String(each === chosen)); });
  }

  if (!words) { return; }
  var say = words.dataset, messages = document.querySelector("[data-messages]");

  // --- Read aloud -------------------------------------------------------------------------------------------------
  var speech = window.speechSynthesis, reading = null;

  function quiet() {
    if (speech) { speech.cancel(); }
    if (reading) { reading.textContent = say.read; reading = null; }
  }

  // A card is read by its facts, not by its buttons.
  function parts(answer) {
    var found = answer.querySelectorAll("[data-say], .service-card__name, .service-card__why, .service-card__facts li, .service-card__contact a[href^='tel:'], .service-card__checked");
    return Array.from(found).filter(function (part) { return part.innerText.trim(); });
  }

  function voiceFor(lang) {
    var short = lang.slice(0, 2).toLowerCase(), all = speech.getVoices();
    var near = all.filter(function (voice) { return voice.lang.slice(0, 2).toLowerCase() === short; });
    return near.find(function (voice) { return voice.lang.replace("_", "-") === lang; }) || near[0] || (all.length ? null : undefined);
  }

  function read(answer, button) {
    var was = reading === button;
    quiet();
    if (was) { return; }
    reading = button;
    button.textContent = say.stop;
    var all = parts(answer), left = all.length;
    all.forEach(function (part) {
      var holder = part.closest("[lang]"), lang = holder.lang, voice = voiceFor(lang);
      var utterance = new SpeechSynthesisUtterance(voice === null ? say.noVoice : part.innerText.trim());
      if (voice) { utterance.voice = voice; }
      utterance.lang = voice === null ? root.lang : lang;
      utterance.onend = utterance.onerror = function () { left -= 1; if (!left && reading === button) { quiet(); } };
      speech.speak(utterance);
    });
  }

  function dress() {
    messages.querySelectorAll("[data-answer]").forEach(function (answer) {
      var known = answer.querySelector(".aloud");
      // An answer comes in pieces: the button stays behind the last.
      if (known && known !== answer.lastElementChild) { answer.append(known); }
      if (known || !answer.querySelector("[data-say], .service-card")) { return; }
      var line = document.createElement("p"), button = document.createElement("button");
      line.className = "aloud";
      button.type = "button";
      button.className = "button button--link";
      button.setAttribute("data-aloud", "");
      button.textContent = say.read;
      button.addEventListener("click", function () { read(answer, button); });
      line.append(button);
      answer.append(line);
    });
  }

  if (speech && window.SpeechSynthesisUtterance && messages) {
    dress();
    new MutationObserver(dress).observe(messages, { childList: true, subtree: true });
    window.addEventListener("pagehide", quiet);
    // "Exit this page" blanks the page before it goes: a voice must not go on.
    new MutationObserver(function () { if (root.classList.contains("gone")) { quiet(); } }).observe(root, { attributes: true, attributeFilter: ["class"] });
  }

  // --- Dictation --------------------------------------------------------------------------------------------------
  var Listens = window.SpeechRecognition || window.webkitSpeechRecognition, speak = document.querySelector(".speak");
  if (!Listens || !speak || !box) { return; }
  var start = speak.querySelector("[data-speak-start]"), warning = speak.querySelector("[data-speak-warning]");
  var told = speak.querySelector("[data-speak-told]"), agreed = false, listening = null, left = false;
  speak.hidden = false;

  function listen() {
    var before = box.value ? box.value.replace(/\s*$/, " ") : "", heard = "", failed = "";
    listening = new Listens();
    listening.lang = root.lang;
    listening.continuous = true;
    listening.interimResults = false;
    listening.onresult = function (event) {
      heard = Array.from(event.results, function (result) { return result[0].transcript.trim(); }).join(" ");
      box.value = before + heard;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    listening.onerror = function (event) { failed = event.error === "not-allowed" || event.error === "service-not-allowed" ? say.notAllowed : say.failed; };
    listening.onend = function () {
      listening = null;
      start.textContent = say.speak;
      told.textContent = left ? "" : heard ? say.heard : failed || say.failed;
      if (heard && !left) { box.focus(); }
    };
    listening.start();
    start.textContent = say.stopListening;
    told.textContent = say.listening;
  }

  start.addEventListener("click", function () {
    quiet();
    if (listening) { listening.stop(); } else if (agreed) { listen(); } else { warning.hidden = false; warning.querySelector("button").focus(); }
  });
  speak.querySelector("[data-speak-agree]").addEventListener("click", function () { agreed = true; warning.hidden = true; start.focus(); listen(); });
  speak.querySelector("[data-speak-refuse]").addEventListener("click", function () { warning.hidden = true; box.focus(); });
  // What is sent is what was heard so far; nothing is heard after that.
  document.addEventListener("submit", function () { if (listening) { listening.abort(); } }, true);
  window.addEventListener("pagehide", function () { left = true; if (listening) { listening.abort(); } });
})();
