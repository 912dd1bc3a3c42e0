// Tells how easy a text is to read while it is typed. Without this, a button does.
(function () {
  "use strict";
  var places = document.querySelectorAll("[data-reading-of]");
  var form = places.length && places[0].closest("form");
  if (!form || !window.fetch || !window.URLSearchParams) return;
  var PAUSE = 700;

  Array.prototype.forEach.call(places, function (place) {
    var field = form.elements[place.getAttribute("data-reading-of")], timer = 0, asked = "";
    field.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });

    function ask() {
      var text = asked = field.value, body = new URLSearchParams();
      body.set("csrf_token", form.elements.csrf_token.value);
      body.set("text", text);
      fetch("/words/reading", {
        method: "POST", body: body, headers: { Accept: "application/json" }, redirect: "manual"
      }).then(function (answer) {
        return answer.ok ? answer.json() : null;
      }).then(function (data) {
        if (data && asked === text) place.innerHTML = data.html;
      }).catch(function () { /* no connection: the button still tells */ });
    }
  });
})();
