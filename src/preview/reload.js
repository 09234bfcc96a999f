// Reloads the page when something else is shown. Only the preview puts this into pages.
(function () {
  "use strict";
  var version = document.currentScript.src.split("?")[1];
  function wait() {
    fetch("/-/changes?" + version, { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (now) {
        if (now === version) { wait(); } else { location.reload(); }
      })
      .catch(function () { setTimeout(wait, 1000); });
  }
  wait();
}());
