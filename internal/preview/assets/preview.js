// Reloads the page when the files that it is made of have changed, or shows what is wrong
// with them. Part of the preview alone, never of a site that is built.
(() => {
  "use strict";
  const find = (root) => root.querySelector("ownup-preview");
  if (window.top !== window) {
    find(document).remove(); // in a frame: the page around it has the bar
    return;
  }

  let shown = find(document).dataset.edition;

  // renew asks what has become of the files. A page is reloaded only if they are sound;
  // else it stays as it is, and the bar says what is wrong.
  const renew = async (edition) => {
    const answer = await fetch("/-/preview/bar", { cache: "no-store" });
    const fresh = find(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (fresh.dataset.problems === "0") {
      location.reload();
      return;
    }
    fresh.querySelector("script").remove();
    find(document).replaceWith(fresh);
    shown = edition;
  };

  // A browser opens only a few streams to a host: a tab that nobody sees needs none.
  let stream;
  const listen = () => {
    stream?.close();
    if (document.visibilityState === "hidden") return;
    stream = new EventSource("/-/preview/events");
    stream.onmessage = (event) => {
      if (event.data !== shown) renew(event.data).catch(() => {}); // gone: the stream tries again
    };
  };
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => stream?.close());
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
