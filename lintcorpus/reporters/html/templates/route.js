// Where the reader is: the fragment of the address, so that going back and bookmarks work.

function place(hash = location.hash) {
  const [view, query = ""] = hash.slice(1).split("?");
  return { view: view || "overview", query: new URLSearchParams(query) };
}

function address(view, query) {
  const text = new URLSearchParams(query).toString();
  return `#${view}${text ? `?${text}` : ""}`;
}

function go(view, query = {}) {
  location.hash = address(view, query);
}

/** Remember something in the address without a step to go back to. */
function note(view, query) {
  history.replaceState(null, "", address(view, query));
}
