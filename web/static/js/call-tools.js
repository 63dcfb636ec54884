/* The tools beside a call without leaving the page. Every form works without this file too.
   The search runs while somebody types; the two parts that change are put in the place of the ones before, and
   the form that is typed in is never touched. What was found is announced once, by one polite status. */
(function () {
  "use strict";
  var tools = document.querySelector("[data-call-tools]");
  if (!tools || !window.fetch || !window.FormData) { return; }
  var form = tools.querySelector("[data-find]"), status = tools.querySelector("[data-tools-status]");
  var timer = 0, latest = 0;

  function put(html, name) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    var now = holder.content.querySelector(name), before = tools.querySelector(name);
    if (now && before) { before.replaceWith(now); }
    return now;
  }

  function arrive(html, number) {
    if (number !== latest) { return false; }
    var found = put(html, "[data-found]");
    put(html, "[data-pins]");
    status.textContent = found ? found.dataset.say : "";
    return true;
  }

  function ask(address, options) {
    var number = latest += 1;
    return fetch(address, options).then(function (answer) {
      // Signed out, or the call is over: the page of that address says so.
      if (!answer.ok || answer.redirected && answer.url.indexOf(tools.dataset.part) < 0) { throw new Error("refused"); }
      return answer.text();
    }).then(function (html) { return arrive(html, number); });
  }

  function look() {
    var query = new URLSearchParams(new FormData(form));
    ask(tools.dataset.part + "?" + query, { credentials: "same-origin" }).catch(function () {});
  }

  form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 250); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    look();
  });

  // Has the caller been in touch before? The answer stands below the question; what was typed stays.
  function askKnown(question) {
    var body = new FormData(question);
    body.set("part", "yes");
    fetch(question.action, { method: "POST", body: body, credentials: "same-origin", redirect: "error" })
      .then(function (answer) {
        if (!answer.ok && answer.status !== 422) { throw new Error("refused"); }
        return answer.text();
      })
      .then(function (html) {
        var found = put(html, "[data-known-found]");
        status.textContent = found ? found.dataset.say : "";
      })
      .catch(function () { question.submit(); });
  }

  tools.addEventListener("submit", function (event) {
    var pin = event.target;
    if (pin.hasAttribute("data-known")) { event.preventDefault(); askKnown(pin); return; }
    if (!pin.hasAttribute("data-pin")) { return; }
    event.preventDefault();
    var id = pin.dataset.pin, told = pin.dataset.told, inPins = Boolean(pin.closest("[data-pins]")), body = new FormData(pin);
    body.set("part", "yes");
    ask(pin.action, { method: "POST", body: body, credentials: "same-origin" }).then(function (shown) {
      if (!shown) { return; }
      if (!tools.querySelector("[data-found] > .notice")) { status.textContent = told; }
      // The button that was pressed is a new one now; where it is gone, the list's title takes its place.
      var where = tools.querySelector(inPins ? "[data-pins]" : "[data-found]");
      var again = inPins ? null : where.querySelector('[data-pin="' + CSS.escape(id) + '"] button');
      (again || tools.querySelector("[data-pins-title]")).focus({ preventScroll: !inPins });
    }).catch(function () { pin.submit(); });
  });
})();
