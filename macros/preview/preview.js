// Shows an edit as soon as it is drawn, and what is wrong as soon as it is known.
(() => {
  "use strict";
  const box = document.getElementById("roadmap-preview");
  const own = box.dataset.own;
  const known = { revision: +box.dataset.revision, version: +box.dataset.version, digest: box.dataset.digest };
  let styles = known.revision;
  let stop = new AbortController();

  // Closed stays closed, until something else is wrong.
  function remember() {
    const details = box.querySelector("details");
    if (!details) return;
    if (sessionStorage.getItem("preview-closed") === details.textContent) details.open = false;
    details.addEventListener("toggle", () => {
      if (details.open) sessionStorage.removeItem("preview-closed");
      else sessionStorage.setItem("preview-closed", details.textContent);
    });
  }

  function restyle(revision) {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const fresh = link.cloneNode();
      const address = new URL(link.href);
      address.searchParams.set("r", revision);
      fresh.href = address;
      // The old one goes when the new one is there: nothing flickers.
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    }
  }

  async function look() {
    const path = encodeURIComponent(location.pathname);
    const page = await (await fetch(`${own}/page?path=${path}`, { signal: stop.signal })).json();
    if (page.digest !== known.digest) {
      location.reload();
      return;
    }
    Object.assign(known, page);
    const fresh = new DOMParser().parseFromString(page.banner, "text/html").getElementById("roadmap-preview");
    if (fresh.innerHTML === box.innerHTML) return;
    box.replaceChildren(...fresh.childNodes);
    remember();
  }

  async function follow() {
    stop = new AbortController();
    const { signal } = stop;
    let pause = 0;
    while (!signal.aborted) {
      try {
        const query = `revision=${known.revision}&version=${known.version}`;
        const answer = await fetch(`${own}/news?${query}`, { signal });
        const news = await answer.json();
        if (news.revision < known.revision) {
          location.reload(); // the server has been started again
          return;
        }
        if (news.styles > styles) restyle((styles = news.styles));
        if (news.revision > known.revision || news.version > known.version) await look();
        pause = 0;
      } catch {
        // The server is gone, or this page is going.
        pause = Math.min(pause + 500, 3000);
        await new Promise((done) => setTimeout(done, pause));
      }
    }
  }

  // A browser has few connections to one server: only the pages that are seen use one.
  function attend() {
    if (document.visibilityState === "visible") follow();
    else stop.abort();
  }
  document.addEventListener("visibilitychange", attend);
  remember();
  attend();
})();
