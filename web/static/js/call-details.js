/* Whom a call is about is kept as it is filled in, so that no other button of the page throws it away.
   Without this file the button Keep does it. What cannot be kept (a number that is none, another window) is said,
   and left to that button, whose page says why. This file runs before call.js: its listener waits first. */
(function () {
  "use strict";
  var form = document.querySelector("[data-details]");
  if (!form || !window.fetch || !window.FormData) { return; }
  // Without this file every field of the page goes along with the notes; with it each form has its own again.
  document.querySelectorAll("[data-own]").forEach(function (each) { each.removeAttribute("form"); });
  var state = form.querySelector("[data-details-state]"), version = form.elements.details_version;
  var timer = 0, underWay = null, touched = false;
  var kept = version.value === "0" ? null : values(); // what is only heard in the notes stands there, and is not kept

  function values() {
    var body = new FormData(form);
    body.delete("csrf_token");
    body.delete("details_version");
    return new URLSearchParams(body).toString();
  }

  // At the end of a call what was heard and left standing counts as seen, as it does when the call is passed on.
  function pending(other) {
    var ending = other.hasAttribute("data-finish") && /=[^&]/.test(values());
    return (touched || ending) && values() !== kept;
  }

  // Sends what stands there; answers whether all of it is kept.
  function keep() {
    clearTimeout(timer);
    if (underWay) { return underWay.then(keep); }
    var sent = values(), body = new FormData(form);
    if (sent === kept) { return Promise.resolve(true); }
    body.set("do", "quietly");
    underWay = fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "error" })
      .then(function (answer) {
        if (!answer.ok) { throw new Error("refused"); }
        return answer.json();
      })
      .then(function (got) { version.value = got.version; kept = sent; state.textContent = form.dataset.kept; return true; })
      .catch(function () { state.textContent = form.dataset.notYet; return false; })
      .then(function (done) { underWay = null; return done; });
    return underWay;
  }

  form.addEventListener("input", function () {
    touched = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  });
  // Any other form that leads away waits for it; where it cannot be kept, this form's own page says why.
  document.addEventListener("submit", function (event) {
    var other = event.target, pressed = event.submitter;
    if (other === form) { touched = false; return; }
    if (event.defaultPrevented || other.id === "notes-form" || other.method !== "post" || other.target) { return; }
    if (!pending(other) || other.dataset.waitedFor) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    keep().then(function (done) {
      if (!done) { touched = false; form.requestSubmit(); return; }
      other.dataset.waitedFor = "yes";
      if (pressed) { other.requestSubmit(pressed); } else { other.requestSubmit(); }
      delete other.dataset.waitedFor;
    });
  });
  addEventListener("beforeunload", function (event) {
    if (touched && values() !== kept) { keep(); event.preventDefault(); }
  });
})();
