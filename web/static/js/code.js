/* The code that a phone's camera read stands behind # in the address: into the box with it, and out of the address. */
(function () {
  "use strict";
  var box = document.querySelector("[data-code]"), given = decodeURIComponent(location.hash.slice(1));
  if (!box || !given) { return; }
  box.value = given;
  history.replaceState(null, "", location.pathname);
})();
