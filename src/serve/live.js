// The dev server adds this script to each page that it serves, and to nothing else. It hears what there is now at the
// address of the page: where that is another page, it is loaded; errors are shown over the last good one.
(() => {
  const { page } = document.currentScript.dataset;
  const RELOADED = "seawall.reloaded";
  let stream, timer, panel, shown, dismissed;

  // A browser has six connections for one server, so only a page that is seen takes one. Nothing is missed meanwhile:
  // the first thing a stream says is what there is now.
  function listen() {
    hush();
    if (document.hidden) return;
    stream = new EventSource("/.seawall/live" + location.pathname);
    stream.onmessage = ({ data }) => hear(JSON.parse(data));
    // Browsers differ in what they try again; the server may be back in a second.
    stream.onerror = () => {
      hush();
      timer = setTimeout(listen, 1000);
    };
  }

  function hush() {
    clearTimeout(timer);
    stream?.close();
  }

  function hear({ page: now, errors, n_more }) {
    if (now !== page) reload(now);
    const text = JSON.stringify([errors, n_more]);
    if (text === shown) return;
    panel?.remove();
    panel = null;
    shown = text;
    if (errors.length && text !== dismissed) show(errors, n_more);
  }

  // Where something between here and the server keeps an old page, it is loaded once and not for ever.
  function reload(now) {
    if (remembered() === now) return;
    remember(now);
    hush();
    location.reload();
  }

  // A page in a frame without an origin may not remember.
  function remembered() {
    try { return sessionStorage.getItem(RELOADED); } catch { return null; }
  }

  function remember(mark) {
    try { sessionStorage.setItem(RELOADED, mark); } catch { /* It is loaded all the same. */ }
  }

  // Texts become text, and styles are no part of the page: a policy that forbids what stands inline forbids none of it.
  function element(name, className, ...children) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  }

  function show(errors, n_more) {
    const items = errors.map(({ place, message, hints }) =>
      element("li", "", ...(place ? [element("code", "", place), " "] : []), message,
        ...hints.map((hint) => element("p", "", "hint: ", hint))));
    const close = element("button", "", "Close");
    close.type = "button";
    close.title = "Escape";
    close.onclick = dismiss;
    const n = errors.length + n_more;
    const title = element("strong", "", n === 1 ? "The site has an error" : `The site has ${n} errors`);
    const alert = element("div", "alert", element("div", "head", title, close), element("ol", "", ...items));
    if (n_more) alert.append(element("p", "", `${n_more} more: the terminal counts them.`));
    alert.setAttribute("role", "alert");
    panel = document.createElement("seawall-errors");
    panel.lang = "en";
    panel.dir = "ltr";
    const root = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    document.documentElement.append(panel);
    // Above open dialogs too, where a browser has such a place.
    panel.popover = "manual";
    panel.showPopover?.();
    // What stands in an alert from the start is not read aloud everywhere.
    root.append(alert);
  }

  function dismiss() {
    dismissed = shown;
    panel?.remove();
    panel = null;
  }

  const STYLE = `
    :host { all: initial !important; position: fixed !important; inset: auto 0 0 0 !important; z-index: 2147483647 !important;
      display: block !important; width: 100% !important; max-height: 60vh !important; overflow: auto !important; }
    .alert { box-sizing: border-box; padding: 0.75rem max(1rem, (100% - 60rem) / 2) 1rem; border-top: 4px solid #b3261e;
      background: #fffbfa; color: #201a19; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
      box-shadow: 0 -2px 16px #0004; }
    .head { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
    strong { font-size: 1.125rem; }
    button { flex: none; font: inherit; min-height: 44px; padding: 0 1rem; border: 1px solid; border-radius: 4px; background: none;
      color: inherit; cursor: pointer; }
    button:focus-visible { outline: 3px solid; outline-offset: 2px; }
    ol { margin: 0.5rem 0 0; padding: 0; list-style: none; }
    li { padding: 0.5rem 0; border-top: 1px solid #8886; white-space: pre-wrap; }
    code { font: 0.9375rem/1.5 ui-monospace, monospace; color: #a3160f; }
    p { margin: 0.25rem 0 0; }
    @media (prefers-color-scheme: dark) {
      .alert { background: #201a19; color: #f4e9e7; border-color: #ffb4ab; }
      code { color: #ffb4ab; }
    }
    @media print { :host { display: none !important; } }`;

  if (remembered() === page) remember("");
  document.addEventListener("visibilitychange", listen);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && panel && dismiss());
  listen();
})();
