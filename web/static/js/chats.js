/* The adviser's side of a chat: sends without reloading the page. Words that do not get through stay in the box,
   under the same nonce, so that sending them again doubles nothing. News comes by live.js. */
(function () {
  "use strict";
  var form = document.querySelector("[data-chats-send]"), root = document.querySelector("[data-live]");
  if (!form || !root || !window.fetch) { return; }
  var box = form.elements.text, problem = document.querySelector("[data-problem]"), status = document.querySelector("[data-status]");
  var sending = false;

  function nonce() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (each) { return each.toString(16).padStart(2, "0"); }).join("");
  }

  function refuse(html) {
    problem.innerHTML = html;
    var carrier = problem.querySelector("[data-csrf]");
    if (carrier) { document.querySelectorAll("input[name=csrf_token]").forEach(function (each) { each.value = carrier.dataset.csrf; }); }
    status.textContent = problem.innerText.trim();
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", "text-problem");
  }

  function lost() {
    var line = document.createElement("p");
    line.className = "error-message";
    line.id = "text-problem";
    line.textContent = form.dataset.failed;
    refuse(line.outerHTML);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (sending) { return; }
    var text = box.value, body = new FormData(form);
    sending = true;
    problem.textContent = "";
    box.removeAttribute("aria-invalid");
    box.removeAttribute("aria-describedby");
    fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "error", headers: { Accept: "application/json" } })
      .then(function (answer) {
        sending = false;
        if (answer.ok) {
          form.elements.message_id.value = nonce();
          // What was written on meanwhile stays.
          box.value = box.value.indexOf(text) === 0 ? box.value.slice(text.length).replace(/^\s+/, "") : box.value;
          root.dispatchEvent(new Event("live:look"));
          return;
        }
        if (answer.status !== 422 && answer.status !== 409) { lost(); return; }
        answer.text().then(refuse);
      })
      .catch(function () { sending = false; lost(); });
  });
  box.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
})();
