// Reloads an open page after every build, and says what stands in the way of one. The page carries the version it was
// made from in this script's address, so a page opened while a build was running still notices that it is old.
(() => {
  const mine = new URL(document.currentScript.src).searchParams.get("version");
  let note = null;
  const show = (words) => {
    if (note === null && words === "") return;
    if (note === null) {
      note = document.createElement("pre");
      note.setAttribute("role", "status");
      Object.assign(note.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: "9999", margin: "0", padding: "1rem", maxHeight: "50vh",
        overflow: "auto", whiteSpace: "pre-wrap", background: "#fff4e5", color: "#222", borderTop: "3px solid #b45309",
      });
      document.body.append(note);
    }
    note.hidden = words === "";
    if (note.textContent !== words) note.textContent = words;
  };
  const look = async () => {
    try {
      const answer = await fetch("/__version", { cache: "no-store" });
      const { version, problem } = await answer.json();
      if (version !== mine) { location.reload(); return; }
      show(problem);
    } catch { /* The server has stopped. It may come back. */ }
    setTimeout(look, 500);
  };
  look();
})();
