// Filters the list of cases. Without this script every case is simply shown.
(function () {
  "use strict";
  var form = document.querySelector("form.filter");
  var rows = Array.prototype.slice.call(document.querySelectorAll("section.cases > details"));
  if (!form || !rows.length) return;
  form.hidden = false;
  var texts = rows.map(function (row) { return row.querySelector("summary").textContent.toLowerCase(); });
  function apply() {
    var words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var tag = form.elements.tag.value;
    var flipped = form.elements.flipped && form.elements.flipped.checked;
    var wanted = {};
    form.querySelectorAll("input[name=outcome]").forEach(function (box) { wanted[box.value] = box.checked; });
    var shown = 0;
    rows.forEach(function (row, at) {
      var fits = wanted[row.dataset.outcome]
        && (!tag || row.dataset.tags.indexOf("|" + tag + "|") >= 0)
        && (!flipped || row.dataset.flipped === "1")
        && words.every(function (word) { return texts[at].indexOf(word) >= 0; });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    form.querySelector("output").textContent = shown === rows.length ? shown + " cases" : shown + " of " + rows.length + " cases";
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  function reveal() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.hidden = false; target.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  apply();
})();
