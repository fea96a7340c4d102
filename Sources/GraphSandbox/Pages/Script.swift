/// What the pages do beyond HTML: each part only adds to a page that works without it.
enum Script {
    static let text = #"""
        "use strict";

        // A carousel: arrows, dots and keys move it; swiping is the browser's own.
        for (const carousel of document.querySelectorAll(".carousel")) {
          const strip = carousel.querySelector("ul");
          const slides = [...strip.children];
          const dots = [...carousel.querySelectorAll(".dots a")];
          const [before, after] = carousel.querySelectorAll("button.turn");
          const place = () => Math.round(strip.scrollLeft / Math.max(1, strip.clientWidth));
          const show = (index) => strip.scrollTo({ left: index * strip.clientWidth });
          const update = () => {
            const index = place();
            before.hidden = index <= 0;
            after.hidden = index >= slides.length - 1;
            dots.forEach((dot, number) => number === index
              ? dot.setAttribute("aria-current", "true") : dot.removeAttribute("aria-current"));
            slides.forEach((slide, number) => {
              const video = slide.querySelector("video");
              if (video && number !== index) video.pause();
            });
          };
          before.addEventListener("click", () => show(place() - 1));
          after.addEventListener("click", () => show(place() + 1));
          dots.forEach((dot, number) => dot.addEventListener("click", (event) => {
            event.preventDefault();
            show(number);
          }));
          strip.addEventListener("keydown", (event) => {
            if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
            event.preventDefault();
            event.stopPropagation();
            show(place() + (event.key === "ArrowLeft" ? -1 : 1));
          });
          strip.addEventListener("scroll", update, { passive: true });
          update();
          // Every slide has the shape of the first, as on the platform.
          const first = slides[0].querySelector("img, video");
          const fit = () => {
            const ratio = (first.naturalWidth || first.videoWidth) / (first.naturalHeight || first.videoHeight);
            if (!(ratio > 0)) return;
            carousel.style.setProperty("--ratio", String(ratio));
            carousel.classList.add("fitted");
          };
          first.addEventListener("load", fit);
          first.addEventListener("loadedmetadata", fit);
          fit();
        }

        // Tags: a tap on the picture shows who is where.
        for (const frame of document.querySelectorAll(".frame")) {
          const pins = [...frame.querySelectorAll(".pin")];
          const button = frame.querySelector("button.pins");
          if (!button) continue;
          for (const pin of pins) {
            const x = Number(pin.dataset.x), y = Number(pin.dataset.y);
            pin.style.left = `${100 * x}%`;
            pin.style.top = `${100 * y}%`;
            pin.classList.toggle("above", y > 0.85);
            pin.classList.toggle("toleft", x > 0.8);
            pin.classList.toggle("toright", x < 0.2);
          }
          const toggle = () => {
            const shown = button.getAttribute("aria-pressed") !== "true";
            button.setAttribute("aria-pressed", String(shown));
            pins.forEach((pin) => { pin.hidden = !shown; });
          };
          button.hidden = false;
          button.addEventListener("click", toggle);
          frame.querySelector("img")?.addEventListener("click", toggle);
        }

        // Arrow keys go to the neighbouring post or story, Escape closes a story.
        document.addEventListener("keydown", (event) => {
          if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("video, input")) return;
          if (event.key === "Escape") document.querySelector(".close")?.click();
          const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (step) document.querySelector(`[data-step="${step}"]`)?.click();
        });

        // A story plays, and the next one follows, unless the reader wants no motion.
        const story = document.querySelector("[data-story]");
        if (story && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
          const next = () => (document.querySelector('[data-step="1"]') ?? story.querySelector(".close")).click();
          const video = story.querySelector("video");
          if (video) {
            video.loop = false;
            video.addEventListener("ended", next);
            video.play().catch(() => { video.muted = true; video.play().catch(() => {}); });
          } else {
            story.classList.add("playing");
            story.querySelector(".bars .now")?.addEventListener("animationend", next);
          }
        }

        // A profile follows what is published.
        if (document.body.hasAttribute("data-live")) {
          let known;
          setInterval(async () => {
            if (document.hidden) return;
            try {
              const { revision } = await (await fetch("/_sandbox/revision")).json();
              if (known !== undefined && known !== revision) location.reload();
              known = revision;
            } catch { known = undefined; }
          }, 2000);
        }
        """#
}
