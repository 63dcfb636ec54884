/* The chat, without reloading the page. Every form still works when this file does not run.
   Markup comes from the server; this only puts it in its place. Each answer is announced once, by a polite
   status; focus moves only when the button that had it is gone; the box can be written in all the while.
   Why so: docs/decisions/0008. */
(function () {
  "use strict";
  var chat = document.querySelector("[data-chat]");
  if (!chat || !window.fetch || !window.FormData || !window.signpostAsk) { return; }
  var messages = chat.querySelector("[data-messages]");
  var status = chat.querySelector("[data-status]"), more = chat.querySelector("[data-status-more]");
  var writing = chat.querySelector("[data-writing-line]");
  var problem = chat.querySelector("[data-problem]");
  var composer = chat.querySelector("[data-composer]");
  var box = composer.elements.text;
  var waiting = false;
  // What was sent and may not have got through: the same words again keep its nonce, and so do not count twice;
  // other words get a nonce of their own, and so are never taken for the first ones.
  var unsure = null;

  function nonce() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (each) { return each.toString(16).padStart(2, "0"); }).join("");
  }

  function grow() {
    box.style.height = "auto";
    box.style.height = box.scrollHeight + 4 + "px";
  }

  function wait(on) {
    waiting = on;
    writing.hidden = !on;
    chat.querySelectorAll("button").forEach(function (button) { button.setAttribute("aria-disabled", String(on)); });
    if (on) { status.textContent = chat.dataset.writing; more.textContent = ""; }
  }

  // Once each, also when an answer that broke off comes again. Safety words stay in their status, and the rest goes
  // into another: a voice that is still reading them would stop, or begin anew. Words alone, and no element around
  // them: of a new paragraph Chromium tells twice, as what the status got and as what the paragraph got.
  function announce() {
    var line = document.createDocumentFragment(), first = !unsure.spoke;
    unsure.items.forEach(function (item) {
      item.querySelectorAll("[data-say], [data-say-count]").forEach(function (part) {
        var text = part.hasAttribute("data-say") ? part.innerText.trim() : names(part), piece;
        if (unsure.told.indexOf(text) >= 0) { return; }
        unsure.told.push(text);
        if (!part.lang) { line.append(" " + text); return; }
        // In the voice of its own language.
        piece = document.createElement("span");
        piece.lang = part.lang;
        piece.dir = part.dir;
        piece.textContent = text;
        line.append(" ", piece);
      });
    });
    if (!line.firstChild) { return; }
    line.prepend(first ? chat.dataset.said : chat.dataset.wentOn);
    line.normalize();
    unsure.spoke = true;
    (first ? status : more).replaceChildren(line);
  }

  function names(list) {
    var found = Array.from(list.querySelectorAll(".service-card__name"), function (name) { return name.innerText.trim(); });
    return list.dataset.sayCount + " " + (found.length === 1 ? chat.dataset.service : chat.dataset.services) + ": " + found.join(", ") + ".";
  }

  function made(html) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  }

  function append(html) {
    var content = made(html), items = Array.from(content.children), latest = messages.querySelector("#latest");
    if (latest && content.querySelector("#latest")) { latest.removeAttribute("id"); }
    messages.append(content);
    unsure.items = unsure.items.concat(items);
    return items[0];
  }

  // The server's own copy of the words comes first, and takes the place of whatever an earlier try has shown.
  function begin(html) {
    unsure.items.forEach(function (old) { old.remove(); });
    messages.querySelectorAll("[data-change]").forEach(function (old) { old.remove(); });
    unsure.items = [];
    unsure.kept = true;
    append(html);
  }

  function answer(html, hadFocus) {
    messages.querySelectorAll("[data-choices]:not([data-keep])").forEach(function (old) { old.remove(); });
    var title = append(html).querySelector("[data-answer-title]");
    if (hadFocus && title) { title.focus({ preventScroll: true }); }
    chat.querySelectorAll("[data-restart]").forEach(function (later) { later.hidden = false; });
    // Whoever writes on already must not have the page move under the hand.
    // On a screen that is low, or zoomed in, there is room for the answer alone.
    if (!box.value) { unsure.items[matchMedia("(max-height: 27rem)").matches ? unsure.items.length - 1 : 0].scrollIntoView({ block: "start" }); }
  }

  function take(piece, hadFocus) {
    if (piece.words) { begin(piece.words); }
    if (piece.answer) { answer(piece.answer, hadFocus); }
    if (piece.more) { unsure.items[unsure.items.length - 1].append(made(piece.more)); }
    if (piece.say || piece.done) { announce(); }
  }

  // The words stand in the conversation at once; the server's own copy of them takes their place.
  function say(text) {
    var item = document.createElement("li"), title = document.createElement("h3");
    var frame = document.createElement("div"), words = document.createElement("p");
    item.className = "message message--resident";
    title.className = "visually-hidden";
    title.textContent = chat.dataset.speaker;
    frame.className = "message__words";
    words.className = "as-typed";
    words.textContent = text;
    frame.append(words);
    item.append(title, frame);
    messages.append(item);
    return item;
  }

  // A form that was open for too long gets fresh proof with the refusal, so that sending again works.
  function renew(carrier) {
    if (!carrier) { return; }
    document.querySelectorAll("input[name=csrf_token]").forEach(function (input) { input.value = carrier.dataset.csrf; });
  }

  function refuse(html) {
    wait(false);
    problem.innerHTML = html;
    renew(problem.querySelector("[data-csrf]"));
    status.textContent = problem.innerText.trim();
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", "text-problem");
    box.focus();
  }

  function lost(sentence) {
    var line = document.createElement("p");
    line.className = "error-message";
    line.id = "text-problem";
    line.textContent = sentence;
    refuse(line.outerHTML);
  }

  function send(form, text, fromButton) {
    if (waiting) { return; }
    if (!unsure || unsure.text !== text) { unsure = { text: text, nonce: nonce(), items: [], told: [] }; }
    var body = new FormData(form), own = form.querySelector("[data-because]");
    body.set("text", text);
    body.set("message_id", unsure.nonce);
    if (own) { body.set("because", own.value); }
    if (text.trim() && !unsure.kept) { unsure.items.push(say(text)); }
    problem.textContent = "";
    box.removeAttribute("aria-invalid");
    box.removeAttribute("aria-describedby");
    if (!fromButton) { box.value = ""; grow(); }
    wait(true);
    // Not taken: the words go back to where they were written, before what was written since.
    function giveBack() {
      if (!unsure.kept) { unsure.items.splice(0).forEach(function (item) { item.remove(); }); }
      if (!fromButton || unsure.kept) { box.value = [text, box.value].filter(Boolean).join("\n"); grow(); }
    }
    window.signpostAsk(chat.dataset.turn, body, function (piece) { take(piece, fromButton); })
      .then(function (got) {
        if ("refused" in got) { giveBack(); return got.refused ? refuse(got.refused) : lost(chat.dataset.failed); }
        unsure = null;
        wait(false);
      })
      .catch(function () { giveBack(); lost(unsure.kept ? chat.dataset.broken : chat.dataset.failed); });
  }

  composer.addEventListener("submit", function (event) {
    var button = event.submitter;
    // The buttons of a chat with a person load the page anew, with what is in the box.
    if (button && button.hasAttribute("data-key")) { return; }
    event.preventDefault();
    // A button beside the box belongs to the box's form for those without this script; here the box is left alone.
    if (button && (button.name === "chosen" || button.name === "refused")) {
      send(button.closest("[data-choices]"), button.dataset.says || button.value, true);
      return;
    }
    send(composer, box.value, false);
  });
  chat.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (form.hasAttribute("data-choices") && button) { event.preventDefault(); send(form, button.value, true); }
  });
  // Enter in somebody's own words below a service sends just these.
  chat.addEventListener("keydown", function (event) {
    if (!event.target.hasAttribute("data-because") || event.key !== "Enter" || event.shiftKey || event.isComposing) { return; }
    event.preventDefault();
    event.target.closest("[data-choices]").querySelector("button[name=refused]").click();
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); composer.requestSubmit(); }
  });
})();
