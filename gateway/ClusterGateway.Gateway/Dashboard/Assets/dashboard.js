"use strict";
// Keeps the sections of the overview up to date. Without it the page is complete, and reloads itself.
(() => {
  const live = document.getElementById("live");
  const sections = [...document.querySelectorAll("[data-live]")];
  const silence = 10000;
  const waiting = new Map();
  let last = live.textContent.replace("As of ", "");
  let heard = performance.now();

  const tell = (state, text) => {
    if (live.dataset.state !== state) {
      live.dataset.state = state;
      live.setAttribute("role", state === "lost" ? "alert" : "none");
    }
    live.textContent = text;
  };

  // Whoever marks text to copy it wants it to stay.
  const isMarking = section => {
    const selection = getSelection();
    return !selection.isCollapsed && section.contains(selection.anchorNode);
  };

  const fill = (section, html) => {
    if (isMarking(section)) {
      waiting.set(section, html);
      return;
    }
    waiting.delete(section);
    const focused = section.contains(document.activeElement) ? document.activeElement.id : "";
    const scrolled = [...section.querySelectorAll(".table")].map(table => table.scrollLeft);
    section.innerHTML = html;
    section.querySelectorAll(".table").forEach((table, i) => { table.scrollLeft = scrolled[i] ?? 0; });
    if (focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  };

  const connect = () => {
    const source = new EventSource("/live");
    for (const section of sections) {
      source.addEventListener(section.id, message => fill(section, message.data));
    }
    source.addEventListener("headline", () => {
      const title = document.querySelector("#headline h1")?.textContent.trim();
      document.title = document.title.replace(/^.* · /, `${title} · `);
    });
    source.addEventListener("time", message => {
      [last, heard] = [message.data, performance.now()];
      tell("live", `Live ${last}`);
    });
    source.onerror = () => {
      tell("lost", `Connection lost, last update ${last}`);
      // The gateway answers, but not this page any more: the sign-in has ended.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => location.reload(), 2000);
      }
    };
  };

  document.addEventListener("selectionchange", () => waiting.forEach((html, section) => fill(section, html)));
  setInterval(() => performance.now() - heard > silence && tell("lost", `Connection lost, last update ${last}`), 1000);
  connect();
})();
