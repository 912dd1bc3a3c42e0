// Saves each mark as it is pressed, and says so beside it. Without this, the Save button does all.
(function () {
  "use strict";
  var form = document.querySelector("[data-register]");
  if (!form || !window.fetch || !window.URLSearchParams) return;
  var queue = Promise.resolve();

  form.addEventListener("change", function (event) {
    var input = event.target;
    if (input.name.indexOf("mark-") !== 0) return;
    var seen = form.elements["seen-" + input.name.slice(5)];
    var said = input.closest("li").querySelector("[data-said]");
    var mark = input.value;
    // One after the other: the last press is the one that counts.
    queue = queue.then(function () {
      var body = new URLSearchParams();
      body.set("csrf_token", form.elements.csrf_token.value);
      body.set(input.name, mark);
      body.set(seen.name, seen.value);
      return fetch(form.action, {
        method: "POST", body: body, headers: { Accept: "application/json" }
      }).then(function (answer) {
        return answer.json().then(function (data) {
          if (answer.ok) seen.value = mark;
          said.textContent = data.words;
        });
      }).catch(function () {
        said.textContent = form.dataset.failed;
      });
    });
  });
})();
