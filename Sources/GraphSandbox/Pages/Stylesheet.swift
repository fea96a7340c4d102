/// How the pages look: paper and ink, with the red in which the first day of a Roman month was written.
enum Stylesheet {
    static let text = #"""
        :root {
          color-scheme: light dark;
          --paper: #faf8f4; --raised: #ffffff; --ink: #24211d; --soft: #6b645b; --line: #e4ded4; --rubric: #a3341f;
          --stage: #efeae1; --focus: #1f5fa8;
          --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Georgia, serif;
          --sans: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Noto Sans", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #151311; --raised: #1d1a17; --ink: #ece6dc; --soft: #a39a8d; --line: #322d28; --rubric: #e8795f;
            --stage: #0d0c0b; --focus: #8db8ee;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 var(--sans); min-height: 100vh;
          display: flex; flex-direction: column; }
        main { flex: 1; width: 100%; max-width: 960px; margin: 0 auto; padding: 0 20px; }
        h1, h2, p, ul, ol, dl, dd { margin: 0; padding: 0; }
        ul { list-style: none; }
        a { color: inherit; text-decoration: none; }
        img, video { display: block; max-width: 100%; }
        button { font: inherit; color: inherit; }
        [hidden] { display: none !important; }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
        .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .skip { position: absolute; left: -999px; }
        .skip:focus { left: 12px; top: 12px; z-index: 9; background: var(--raised); padding: 8px 14px; }
        .quiet { color: var(--soft); font-size: 14px; }
        code { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--stage);
          padding: 2px 6px; border-radius: 5px; overflow-wrap: anywhere; }

        .bar { display: flex; align-items: center; gap: 20px; min-height: 56px; padding: 0 20px; width: 100%;
          max-width: 960px; margin: 0 auto; }
        .mark { display: flex; align-items: center; gap: 9px; font: 600 19px/1 var(--serif); padding: 8px 0; }
        .mark small { font: 12px/1 var(--sans); letter-spacing: .08em; color: var(--soft); padding-top: 3px; }
        .mark .day { fill: var(--rubric); }
        .clock { margin-left: auto; color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .frozen { color: var(--rubric); margin-left: 4px; }
        .switcher { position: relative; order: 3; }
        .switcher summary { cursor: pointer; padding: 7px 14px; border: 1px solid var(--line); border-radius: 99px;
          background: var(--raised); font-size: 14px; list-style: none; max-width: 190px; overflow: hidden;
          text-overflow: ellipsis; white-space: nowrap; }
        .switcher summary::-webkit-details-marker { display: none; }
        .switcher summary::after { content: ""; display: inline-block; width: 6px; height: 6px; margin: 0 1px 3px 9px;
          border: solid var(--soft); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); }
        .switcher ul { position: absolute; right: 0; top: calc(100% + 6px); z-index: 5; min-width: 230px; max-height: 70vh;
          overflow: auto; background: var(--raised); border: 1px solid var(--line); border-radius: 14px; padding: 6px;
          box-shadow: 0 12px 34px rgb(0 0 0 / .16); }
        .switcher li a { display: flex; align-items: center; gap: 11px; padding: 8px 10px; border-radius: 9px; font-size: 15px; }
        .switcher li a:hover { background: var(--stage); }
        .switcher [aria-current] { font-weight: 600; }

        .avatar { display: inline-grid; place-items: center; flex: none; border-radius: 50%; font-family: var(--serif);
          color: #fff; user-select: none; }
        .avatar.small { width: 34px; height: 34px; font-size: 17px; }
        .avatar.large { width: 132px; height: 132px; font-size: 60px; }
        .hue0 { background: #7d4a36; } .hue1 { background: #4f6050; } .hue2 { background: #3f5a70; }
        .hue3 { background: #6d4f6b; } .hue4 { background: #82662c; } .hue5 { background: #54585e; }

        .profile { display: grid; grid-template-columns: auto 1fr; gap: 44px; align-items: center; padding: 34px 0 36px; }
        .ring { display: block; padding: 5px; border-radius: 50%; border: 3px solid var(--rubric); }
        .profile > .avatar { margin: 8px; }
        .profile h1 { font: 500 32px/1.15 var(--serif); overflow-wrap: anywhere; }
        .counts { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 12px 0 10px; color: var(--soft); }
        .counts b { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
        .name { font-weight: 600; }
        .words { white-space: pre-wrap; overflow-wrap: anywhere; }
        .site { color: var(--rubric); overflow-wrap: anywhere; }
        .tag { color: var(--rubric); }

        .tabs { display: flex; justify-content: center; gap: 40px; border-top: 1px solid var(--line); }
        .tabs a { padding: 13px 4px; margin-top: -1px; color: var(--soft); font-size: 14px; border-top: 2px solid transparent; }
        .tabs [aria-current] { color: var(--ink); font-weight: 600; border-color: var(--rubric); }
        .grid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px; }
        .grid a { position: relative; display: block; aspect-ratio: 4 / 5; overflow: hidden; background: var(--stage); }
        .grid img, .grid video { width: 100%; height: 100%; object-fit: cover; transition: filter .2s; }
        .grid a:hover img, .grid a:hover video { filter: brightness(.88); }
        .grid a:focus-visible { outline-offset: -4px; border-radius: 0; outline-color: #fff; box-shadow: inset 0 0 0 7px var(--focus); z-index: 1; }
        .kind { position: absolute; top: 10px; right: 10px; width: 20px; height: 20px; fill: #fff; stroke: #fff;
          filter: drop-shadow(0 1px 2px rgb(0 0 0 / .55)); }

        .empty { max-width: 470px; margin: 7vh auto; padding: 0 8px; }
        .empty h1, .empty h2 { font: 500 30px/1.2 var(--serif); margin-bottom: 14px; }
        .empty ol { margin: 18px 0; padding-left: 22px; }
        .empty li { padding: 4px 0 4px 4px; }
        .empty li::marker { color: var(--rubric); font-family: var(--serif); }
        .empty p + p { margin-top: 12px; }
        .empty a { color: var(--rubric); text-decoration: underline; text-underline-offset: 3px; }
        .tabs + .empty, .profile + .empty { border-top: 0; }

        .path { display: flex; justify-content: space-between; align-items: center; padding: 10px 0 12px; }
        .path a { display: inline-flex; align-items: center; gap: 6px; padding: 8px; margin-left: -8px; color: var(--soft);
          border-radius: 9px; }
        .path a:hover { color: var(--ink); background: var(--stage); }
        .path > span { display: flex; gap: 12px; }
        .post { display: grid; grid-template-columns: minmax(0, 1fr) 330px; background: var(--raised);
          border: 1px solid var(--line); border-radius: 16px; overflow: hidden; }
        .stage { background: var(--stage); display: grid; align-items: center; justify-items: center; min-width: 0; }
        .frame { position: relative; display: inline-block; max-width: 100%; }
        .frame img, .frame video { max-height: 78vh; width: auto; height: auto; }
        .stage > .frame img { cursor: default; }
        .carousel { position: relative; width: 100%; min-width: 0; }
        .carousel ul { display: flex; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: none; scroll-behavior: smooth; }
        .carousel ul::-webkit-scrollbar { display: none; }
        .carousel li { flex: 0 0 100%; scroll-snap-align: center; scroll-snap-stop: always; display: grid; place-items: center; }
        .turn { position: absolute; top: calc(50% - 14px); transform: translateY(-50%); width: 40px; height: 40px; display: grid;
          place-items: center; border: 0; border-radius: 50%; background: rgb(250 248 244 / .92); color: #24211d; cursor: pointer;
          box-shadow: 0 1px 5px rgb(0 0 0 / .28); }
        .turn.before { left: 12px; } .turn.after { right: 12px; }
        .fitted .frame { width: min(100%, calc(78vh * var(--ratio))); aspect-ratio: var(--ratio); }
        .fitted .frame img, .fitted .frame video { width: 100%; height: 100%; object-fit: cover; }
        .dots { display: flex; justify-content: center; padding: 3px 0; }
        .dots a { padding: 9px 5px; }
        .dots a::before { content: ""; display: block; width: 7px; height: 7px; border-radius: 50%; background: var(--soft); opacity: .45; }
        .dots [aria-current]::before { background: var(--rubric); opacity: 1; }
        .pins { position: absolute; left: 12px; bottom: 12px; border: 0; border-radius: 99px; padding: 6px 13px; font-size: 13px;
          background: rgb(20 18 16 / .72); color: #fff; cursor: pointer; }
        .pins[aria-pressed="true"] { background: #fff; color: #24211d; }
        .pin { position: absolute; transform: translate(-50%, 8px); padding: 5px 11px; border-radius: 8px; font-size: 13px;
          background: rgb(20 18 16 / .84); color: #fff; white-space: nowrap; pointer-events: none; }
        .pin::before { content: ""; position: absolute; left: calc(50% - 5px); top: -5px; border: 5px solid transparent;
          border-top: 0; border-bottom-color: rgb(20 18 16 / .84); }
        .pin.above { transform: translate(-50%, calc(-100% - 8px)); }
        .pin.above::before { top: 100%; border: 5px solid transparent; border-bottom: 0; border-top-color: rgb(20 18 16 / .84); }
        .pin.toleft { transform: translate(calc(-100% + 14px), 8px); }
        .pin.toleft.above { transform: translate(calc(-100% + 14px), calc(-100% - 8px)); }
        .pin.toright { transform: translate(-14px, 8px); }
        .pin.toright.above { transform: translate(-14px, calc(-100% - 8px)); }
        .pin.toleft::before { left: calc(100% - 19px); }
        .pin.toright::before { left: 9px; }

        .about { padding: 20px 22px 26px; display: flex; flex-direction: column; gap: 18px; min-width: 0; }
        .about header { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; align-items: center; }
        .about header .avatar { grid-row: span 2; }
        .about header h1 { font: 600 16px/1.3 var(--sans); overflow-wrap: anywhere; grid-row: span 2; align-self: center; }
        .about header:has(.place) h1 { grid-row: auto; }
        .with { font-weight: 400; color: var(--soft); }
        .place { color: var(--soft); font-size: 13px; }
        .facts { display: grid; gap: 6px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 14px; }
        .facts div { display: grid; grid-template-columns: 76px 1fr; gap: 10px; }
        .facts dt { color: var(--soft); }
        .facts dd { overflow-wrap: anywhere; white-space: pre-line; }
        .comments { border-top: 1px solid var(--line); padding-top: 16px; }
        .comments h2 { font: 600 14px/1.3 var(--sans); margin-bottom: 8px; }
        .comments li { padding: 7px 0; overflow-wrap: anywhere; }
        .comments li p:first-child { white-space: pre-wrap; }
        .comments .reply { padding-left: 22px; }
        .comments .quiet { font-size: 13px; }

        .story { position: fixed; inset: 0; z-index: 8; background: #0b0a09; color: #f6f1e8; display: grid; place-items: center; }
        .story .frame img, .story .frame video { max-width: 100vw; max-height: 100vh; max-height: 100dvh; height: 100dvh; object-fit: contain;
          border-radius: 0; }
        .story::before { content: ""; position: absolute; inset: 0 0 auto; height: 120px; z-index: 1; pointer-events: none;
          background: linear-gradient(rgb(0 0 0 / .55), transparent); }
        .story .bars { position: absolute; z-index: 2; top: 12px; left: 50%; transform: translateX(-50%); width: min(94vw, 54vh);
          display: flex; gap: 4px; }
        .bars i { flex: 1; height: 3px; border-radius: 2px; background: rgb(255 255 255 / .34); overflow: hidden; }
        .bars .seen { background: #fff; }
        .bars .now::before { content: ""; display: block; height: 100%; background: #fff; }
        .playing .bars .now::before { animation: run 6s linear; }
        @keyframes run { from { width: 0; } to { width: 100%; } }
        .story header { position: absolute; z-index: 2; top: 24px; left: 50%; transform: translateX(-50%); width: min(94vw, 54vh);
          display: flex; align-items: center; gap: 10px; font-size: 13px; text-shadow: 0 1px 3px rgb(0 0 0 / .7); }
        .story header h1 { font: 600 15px/1 var(--sans); overflow: hidden; text-overflow: ellipsis; }
        .story .close { margin-left: auto; padding: 8px; display: grid; }
        .story .turn { z-index: 3; top: 50%; }
        .story .turn.before { left: max(12px, calc(50% - 27vh - 64px)); }
        .story .turn.after { right: max(12px, calc(50% - 27vh - 64px)); }
        .mentions { position: absolute; bottom: 20px; text-shadow: 0 1px 3px rgb(0 0 0 / .7); }

        .avatar.page, .ring.page { border-radius: 22%; }
        .switcher small { display: block; font-size: 12px; line-height: 1.2; color: var(--soft); font-weight: 400; }
        .board { display: grid; grid-template-columns: minmax(0, 1fr) 300px; gap: 26px; align-items: start;
          border-top: 1px solid var(--line); padding-top: 22px; }
        .board .plan { order: 2; display: grid; gap: 22px; min-width: 0; }
        .plan h2 { font: 600 14px/1.3 var(--sans); margin-bottom: 8px; }
        .plan ol { list-style: none; display: grid; gap: 8px; }
        .plan a { display: flex; gap: 12px; align-items: center; padding: 9px 12px 9px 9px; border: 1px dashed var(--line);
          border-radius: 12px; background: var(--raised); }
        .plan a:hover { border-color: var(--soft); }
        .plan a img, .plan a video { width: 52px; height: 52px; flex: none; object-fit: cover; border-radius: 8px;
          background: var(--stage); }
        .what { display: grid; min-width: 0; font-size: 14px; line-height: 1.35; padding-left: 3px; }
        .what time { color: var(--rubric); font-variant-numeric: tabular-nums; }
        .what .line { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .what .quiet { font-size: 12.5px; }
        .cards { display: grid; gap: 18px; }
        .card { background: var(--raised); border: 1px solid var(--line); border-radius: 16px; overflow: hidden;
          display: grid; gap: 12px; padding: 16px 18px; }
        .card > header { display: flex; gap: 12px; align-items: center; }
        .card h3 { margin: 0; font: 600 16px/1.3 var(--sans); overflow-wrap: anywhere; }
        .card header .quiet { font-size: 13px; }
        .link { padding: 10px 14px; background: var(--stage); border-radius: 10px; overflow-wrap: anywhere; font-size: 15px; }
        .photos { display: grid; gap: 3px; margin: 0 -18px; background: var(--line); }
        .photos.of2, .photos.of4 { grid-template-columns: 1fr 1fr; }
        .photos.of3 { grid-template-columns: 1fr 1fr; }
        .photos.of3 li:first-child { grid-column: span 2; aspect-ratio: 2; }
        .photos li { position: relative; background: var(--stage); display: grid; place-items: center; min-width: 0; }
        .photos:not(.of1) li { aspect-ratio: 1; overflow: hidden; }
        .photos:not(.of1) img { width: 100%; height: 100%; object-fit: cover; }
        .photos.of1 img, .photos.of1 video { max-height: 70vh; }
        .more { position: absolute; inset: 0; display: grid; place-items: center; background: rgb(20 18 16 / .55); color: #fff;
          font: 500 30px/1 var(--serif); }
        .card > :last-child:is(.photos) { margin-bottom: -16px; }
        .single { max-width: 620px; margin: 0 auto; display: grid; gap: 14px; }
        .note { padding: 11px 16px; border: 1px dashed var(--rubric); border-radius: 12px; color: var(--rubric); font-size: 15px; }

        .dialog { max-width: 560px; margin: 4vh auto; background: var(--raised); border: 1px solid var(--line);
          border-radius: 16px; padding: 26px 28px; display: grid; gap: 18px; }
        .dialog h1 { font: 500 25px/1.25 var(--serif); }
        .dialog fieldset { border: 0; border-top: 1px solid var(--line); margin: 0; padding: 14px 0 0; display: grid; gap: 9px; }
        .dialog legend { font-weight: 600; padding: 0 10px 0 0; }
        .dialog label { display: block; padding-left: 24px; text-indent: -24px; }
        .dialog input { accent-color: var(--rubric); margin: 0 8px 0 0; width: 16px; height: 16px; vertical-align: -2px; }
        .candidate { display: grid; gap: 6px; }
        .candidate .page { padding-left: 50px; }
        .candidate:has(input[type=radio]:not(:checked)) .page { opacity: .45; }
        .answers { display: flex; justify-content: flex-end; gap: 10px; }
        .answers button { padding: 9px 22px; border-radius: 99px; border: 1px solid var(--line); background: var(--paper); cursor: pointer; }
        .answers .main { background: var(--rubric); border-color: var(--rubric); color: #fff; font-weight: 600; }

        footer { max-width: 960px; width: 100%; margin: 0 auto; padding: 34px 20px 26px; color: var(--soft); font-size: 13px; }

        @media (max-width: 760px) {
          main { padding: 0; }
          .bar { padding: 9px 14px 0; gap: 4px 12px; flex-wrap: wrap; }
          .clock { order: 4; flex-basis: 100%; margin: 0 2px; }
          .switcher { margin-left: auto; }
          .profile { gap: 16px; padding: 14px 16px 20px; align-items: start; }
          .avatar.large { width: 76px; height: 76px; font-size: 36px; }
          .ring { padding: 3px; border-width: 2.5px; }
          .profile > .avatar { margin: 5px; }
          .profile h1 { font-size: 23px; padding-top: 4px; }
          .counts { gap: 2px 10px; font-size: 13.5px; margin: 6px 0; }
          .grid { gap: 2px; }
          .kind { top: 7px; right: 7px; width: 17px; height: 17px; }
          .path { padding: 2px 12px 6px; }
          .post { grid-template-columns: 1fr; border-width: 1px 0; border-radius: 0; }
          .about { padding: 16px 16px 22px; }
          .empty { padding: 0 20px; margin: 4vh auto; }
          .board { grid-template-columns: 1fr; padding-top: 18px; gap: 22px; }
          .board .plan { order: 0; padding: 0 16px; }
          .card { border-width: 1px 0; border-radius: 0; padding: 14px 16px; }
          .photos { margin: 0 -16px; }
          .card > :last-child:is(.photos) { margin-bottom: -14px; }
          .note { margin: 0 16px; }
          footer { padding: 26px 16px; }
        }
        @media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto !important; transition: none !important; } }
        """#
}
