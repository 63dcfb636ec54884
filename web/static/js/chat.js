/* The chat, without reloading the page. Every form still works when this file does not run.
   Markup comes from the server; this only puts it in its place. Each answer is announced once, by one polite
   status; focus moves only when the button that had it is gone; the box can be written in all the while.
   Why so: docs/decisions/0008. */
(function () {
  "use strict";
  var chat = document.querySelector("[data-chat]");
  if (!chat || !window.fetch || !window.FormData) { return; }
  var messages = chat.querySelector("[data-messages]");
  var status = chat.querySelector("[data-status]");
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
    if (on) { status.textContent = chat.dataset.writing; }
  }

  function spoken(items) {
    var parts = [];
    items.forEach(function (item) {
      item.querySelectorAll("[data-say], [data-say-count]").forEach(function (part) {
        parts.push(part.hasAttribute("data-say") ? part.innerText.trim() : names(part));
      });
    });
    return chat.dataset.said + " " + parts.join(" ");
  }

  function names(list) {
    var found = Array.from(list.querySelectorAll(".service-card__name"), function (name) { return name.innerText.trim(); });
    return list.dataset.sayCount + " " + (found.length === 1 ? chat.dataset.service : chat.dataset.services) + ": " + found.join(", ") + ".";
  }

  function append(html) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    var items = Array.from(holder.content.children);
    messages.querySelectorAll("[data-choices]").forEach(function (old) { old.remove(); });
    var latest = messages.querySelector("#latest");
    if (latest) { latest.removeAttribute("id"); }
    messages.append(holder.content);
    return items;
  }

  function arrive(html, hadFocus) {
    var items = append(html);
    wait(false);
    var answers = items.filter(function (item) { return item.hasAttribute("data-answer"); });
    status.textContent = spoken(answers);
    if (hadFocus) {
      var title = answers.length && answers[0].querySelector("[data-answer-title]");
      if (title) { title.focus({ preventScroll: true }); }
    }
    chat.querySelectorAll("[data-restart]").forEach(function (later) { later.hidden = false; });
    // Whoever writes on already must not have the page move under the hand.
    if (items.length && !box.value) { items[0].scrollIntoView({ block: "start" }); }
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

  function lost() {
    var line = document.createElement("p");
    line.className = "error-message";
    line.id = "text-problem";
    line.textContent = chat.dataset.failed;
    refuse(line.outerHTML);
  }

  function send(form, text, fromButton) {
    if (waiting) { return; }
    if (!unsure || unsure.text !== text) { unsure = { text: text, nonce: nonce() }; }
    var body = new FormData(form), said = text.trim() ? say(text) : null;
    body.set("text", text);
    body.set("message_id", unsure.nonce);
    problem.textContent = "";
    box.removeAttribute("aria-invalid");
    box.removeAttribute("aria-describedby");
    if (!fromButton) { box.value = ""; grow(); }
    wait(true);
    // Not taken: the words go back to where they were written, before what was written since.
    function giveBack() {
      if (said) { said.remove(); }
      if (!fromButton) { box.value = [text, box.value].filter(Boolean).join("\n"); grow(); }
    }
    fetch(chat.dataset.turn, { method: "POST", body: body, credentials: "same-origin", redirect: "error" })
      .then(function (answer) { return answer.text().then(function (html) { return { ok: answer.ok, known: answer.ok || answer.status === 422, html: html }; }); })
      .then(function (got) {
        if (!got.ok) { giveBack(); }
        if (!got.known) { lost(); return; }
        if (!got.ok) { refuse(got.html); return; }
        unsure = null;
        if (said) { said.remove(); }
        arrive(got.html, fromButton);
      })
      .catch(function () { giveBack(); lost(); });
  }

  composer.addEventListener("submit", function (event) {
    event.preventDefault();
    send(composer, box.value, false);
  });
  chat.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (form.hasAttribute("data-choices") && button) { event.preventDefault(); send(form, button.value, true); }
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); composer.requestSubmit(); }
  });
})();
