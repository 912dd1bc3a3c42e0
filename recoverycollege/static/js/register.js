// Saves each mark as it is pressed. Without a connection it is kept on this device, in order, and
// sent once there is one, for whoever made it: numbers and marks only, no names. Without this, the
// Save button does all.
(function () {
  "use strict";
  var form = document.querySelector("[data-register]");
  if (!form || !window.fetch || !window.URLSearchParams) return;
  var AGAIN = 5000, key = "register " + form.getAttribute("action") + " " + form.dataset.of;
  var waiting = kept(), sending = false, timer = 0;

  function kept() {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch (e) { return []; }
  }

  function keep() {
    try {
      if (waiting.length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch (e) { /* not allowed here: it waits as long as the page is open */ }
  }

  function seen(one) { return form.elements["seen-" + one.number]; }

  function say(one, words) {
    if (seen(one)) seen(one).closest("li").querySelector("[data-said]").textContent = words;
  }

  function wait(words) {
    waiting.forEach(function (one) { say(one, words); });
    return false;
  }

  // True when the mark has been taken, or refused for good: then the next one goes.
  function settle(one, answer, data) {
    if (data.again) return wait(form.dataset.again);
    waiting.shift();
    keep();
    if (answer.ok && seen(one)) seen(one).value = one.mark;
    if (!waiting.some(function (next) { return next.number === one.number; })) say(one, data.words);
    return true;
  }

  function understand(one, answer) {
    if (answer.type === "opaqueredirect") return wait(form.dataset.again);
    if (answer.ok || answer.status === 422) {
      return answer.json().then(function (data) { return settle(one, answer, data); });
    }
    if (answer.status === 403 || answer.status === 404) return settle(one, answer, { words: form.dataset.gone });
    return wait(form.dataset.waits);
  }

  function send() {
    if (sending || !waiting.length) return;
    clearTimeout(timer);
    sending = true;
    var one = waiting[0], body = new URLSearchParams();
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("mark-" + one.number, one.mark);
    body.set("seen-" + one.number, one.seen);
    fetch(form.action, {
      method: "POST", body: body, headers: { Accept: "application/json" }, redirect: "manual"
    }).then(function (answer) {
      return understand(one, answer);
    }).catch(function () {
      return wait(form.dataset.waits);
    }).then(function (done) {
      sending = false;
      if (done) send(); else timer = setTimeout(send, AGAIN);
    });
  }

  // How many have a mark, as the page says it at the top.
  function count() {
    var said = document.querySelector("[data-marked]"), marked = 0;
    form.querySelectorAll('[name^="mark-"]:checked').forEach(function (one) {
      if (one.value) marked += 1;
    });
    said.textContent = said.dataset.marked.replace("{}", marked);
  }

  form.addEventListener("change", function (event) {
    var input = event.target;
    if (input.name.indexOf("mark-") !== 0) return;
    count();
    var one = { number: input.name.slice(5), mark: input.value };
    one.seen = seen(one).value;
    waiting.push(one);
    keep();
    send();
  });
  window.addEventListener("online", send);

  // What was kept when the page was closed.
  waiting.forEach(function (one) {
    var chip = form.querySelector('[name="mark-' + one.number + '"][value="' + one.mark + '"]');
    if (chip) chip.checked = true;
  });
  if (waiting.length) wait(form.dataset.waits);
  count();
  send();
})();
