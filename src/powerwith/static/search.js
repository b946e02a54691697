// The search page: hands the words after the # to Sphinx's search, and says what was found.
var SPHINX_HIGHLIGHT_ENABLED = false; // else Sphinx keeps the words in localStorage
(() => {
  "use strict";
  const words = () => new URLSearchParams(location.hash.slice(1)).get("q");

  let isBusy = false;

  const look = () => {
    const query = words();
    if (!query) return;
    if (isBusy) return location.reload(); // Sphinx would go on putting what it found before among what it finds now
    isBusy = true;
    for (const input of document.querySelectorAll('input[name="q"]')) input.value = query;
    document.getElementById("search-results").replaceChildren();
    document.getElementById("pw-found").textContent = "";
    Search.performSearch(query);
  };

  const say = () => {
    const summary = document.querySelector("#search-results .search-summary")?.textContent;
    if (!summary) return;
    isBusy = false;
    const found = document.querySelectorAll("#search-results .search > li").length;
    const said = found === 0 ? "Nothing found. Try one word, or a shorter one." : found === 1 ? "1 place found." : `${found} places found.`;
    const place = document.getElementById("pw-found");
    if (place.textContent !== said) place.textContent = said;
  };

  addEventListener("hashchange", look);
  // After Sphinx's own start, which empties the boxes.
  addEventListener("load", () => {
    new MutationObserver(say).observe(document.getElementById("search-results"), { childList: true, subtree: true, characterData: true });
    look();
  });
})();
