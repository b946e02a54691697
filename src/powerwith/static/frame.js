// The frame around the text: colours, the contents on a small screen, search, wide tables.
// A classic script in the head, so that colours are right before anything is drawn.
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "powerwith-theme";
  const device = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is blocked: the device decides
    }
  };
  const paint = (colours) => {
    root.dataset.theme = colours;
    const button = document.getElementById("pw-page-colours");
    if (button) button.firstChild.data = colours === "dark" ? "Light" : "Dark";
  };
  const colours = () => {
    const own = chosen();
    return own === "dark" || own === "light" ? own : device.matches ? "dark" : "light";
  };
  const turnColours = () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // storage is blocked: it holds for this page
    }
    paint(next);
  };

  // The list of contents is longer than most windows: show where in it this page stands.
  const showPlace = () => {
    const list = document.getElementById("pw-page-contents");
    const here = list?.querySelector('a[aria-current="page"]');
    if (here) list.scrollTop += here.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
  };

  const contents = (button) => {
    const open = (yes) => {
      root.classList.toggle("pw-page-contents-open", yes);
      button.setAttribute("aria-expanded", String(yes));
      if (yes) showPlace();
    };
    document.getElementById("pw-page-contents").addEventListener("click", (event) => {
      if (event.target.closest("a")) open(false); // a place on this page is behind the list
    });
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      open(false);
      button.focus();
    });
  };

  // The words go after the #, which no browser sends to a server.
  const search = (form) =>
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = form.querySelector("input").value.trim();
      if (words) location.assign(`${form.action.split("#")[0].split("?")[0]}#q=${encodeURIComponent(words)}`);
    });

  // Whatever scrolls sideways inside itself must be reachable by keyboard.
  const reach = ({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  };
  const scrollers = () => {
    const sizes = new ResizeObserver((changes) => changes.forEach(reach));
    for (const box of document.querySelectorAll(".pw-page-scroll, .pw-page-text pre, .cell_output")) sizes.observe(box);
  };

  // The book may have been built long ago: what was looked up too long ago by now says so.
  const sayOld = () => {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    for (const note of document.querySelectorAll(".pw-old[hidden]")) note.hidden = today < note.dataset.after;
  };

  const start = () => {
    paint(colours());
    sayOld();
    document.getElementById("pw-page-colours")?.addEventListener("click", turnColours);
    const menu = document.getElementById("pw-page-menu");
    if (menu) contents(menu);
    for (const form of document.querySelectorAll("form.pw-page-search")) search(form);
    scrollers();
    showPlace();
  };

  root.classList.add("pw-js");
  paint(colours());
  device.addEventListener("change", () => paint(colours()));
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll(".pw-page-text details.sd-dropdown:not([open])")) {
      folded.open = true;
      addEventListener("afterprint", () => (folded.open = false), { once: true });
    }
  });
  if (document.readyState === "loading") document.addEventListener("readystatechange", start, { once: true });
  else start();
})();
