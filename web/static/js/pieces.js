/* Sends a message and hands over its answer piece by piece, as it comes (web/resident/pieces.py says what a piece is).
   An answer that breaks off is asked for once more, under the same nonce: nothing is said twice by that. */
(function () {
  "use strict";
  var PAUSE = 700;

  function read(answer, take) {
    var rest = "", whole = false;
    function feed(text) {
      var lines = (rest + text).split("\n");
      rest = lines.pop();
      lines.forEach(function (line) {
        var piece = JSON.parse(line);
        whole = whole || Boolean(piece.done);
        take(piece);
      });
    }
    function end() { if (!whole) { throw new Error("broken off"); } return {}; }
    if (!answer.body || !window.TextDecoder) { return answer.text().then(feed).then(end); }
    var reader = answer.body.getReader(), decoder = new TextDecoder();
    return (function next() {
      return reader.read().then(function (got) {
        if (got.done) { return end(); }
        feed(decoder.decode(got.value, { stream: true }));
        return next();
      });
    })();
  }

  function once(address, body, take) {
    return fetch(address, { method: "POST", body: body, credentials: "same-origin", redirect: "error" }).then(function (answer) {
      if (answer.ok) { return read(answer, take); }
      if (answer.status >= 500) { throw new Error("not answered"); }
      return answer.text().then(function (html) { return { refused: answer.status === 422 ? html : "" }; });
    });
  }

  // Resolves to {} when the answer is whole, to {refused: html} when the words were not taken.
  window.signpostAsk = function (address, body, take) {
    return once(address, body, take).catch(function () {
      return new Promise(function (go) { setTimeout(go, PAUSE); }).then(function () { return once(address, body, take); });
    });
  };
})();
