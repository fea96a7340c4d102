/// How the pages look that a view writes to a file: nothing is fetched from anywhere.
enum PageStyle {
    static let text = #"""
        :root { color-scheme: light dark; --paper: #faf8f4; --raised: #fff; --ink: #24211d; --soft: #6b645b;
          --line: #e4ded4; --stage: #efeae1; --tag: #8c2d1b; --good: #2d6a3e; --change: #8a5a00; --danger: #a3341f;
          --question: #1f5f8a; --replacement: #7a3d82;
          --sans: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Noto Sans", sans-serif;
          --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #151311; --raised: #1d1a17; --ink: #ece6dc; --soft: #a39a8d; --line: #322d28;
            --stage: #0d0c0b; --tag: #f0977f; --good: #8fcf9c; --change: #e6b760; --danger: #f0856c;
            --question: #86bfe8; --replacement: #d59bdc; }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0 auto; padding: 28px 24px 60px; max-width: 1240px; background: var(--paper); color: var(--ink);
          font: 16px/1.5 var(--sans); }
        h1, h2, h3, h4, p, ul, ol, figure, pre, dl, dd { margin: 0; padding: 0; }
        ul, ol { list-style: none; }
        img, video { display: block; width: 100%; height: 100%; object-fit: cover; }
        .pic { display: block; width: 100%; height: 100%; background: center / cover no-repeat; print-color-adjust: exact; }
        .pic[style] { height: auto; }
        h1 { font-size: 26px; line-height: 1.2; }
        h2 { font-size: 21px; margin: 44px 0 4px; padding-bottom: 8px; border-bottom: 2px solid var(--line);
          overflow-wrap: anywhere; }
        h2 small { font-weight: 400; color: var(--soft); font-size: 15px; }
        h3, .same { font-size: 15px; font-weight: 600; color: var(--soft); margin: 18px 0 10px; min-height: 22px; }
        .lead { margin-top: 8px; font-size: 17px; }
        .lead + .soft { margin-top: 6px; }
        .soft { color: var(--soft); font-size: 14px; }
        .good { color: var(--good); } .change { color: var(--change); } .danger { color: var(--danger); }
        .question { color: var(--question); } .replacement { color: var(--replacement); } .faint { color: var(--soft); }
        .counts { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
        .counts li { padding: 4px 13px; border: 1px solid var(--line); border-radius: 99px; background: var(--raised);
          font-size: 14px; font-weight: 600; }
        .notes { margin-top: 18px; padding: 12px 16px; border: 1px solid var(--line); border-left: 4px solid var(--danger);
          border-radius: 8px; background: var(--raised); font-size: 14px; }
        .notes.warning { border-left-color: var(--change); } .notes.rename { border-left-color: var(--question); }
        .notes li { padding: 3px 0; overflow-wrap: anywhere; }
        .notes summary { cursor: pointer; font-weight: 600; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr)); gap: 8px 20px;
          align-items: start; }
        .cards > div { min-width: 0; }
        .card { background: var(--raised); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; min-width: 0; }
        .card > header { padding: 12px 16px; border-bottom: 1px solid var(--line); }
        .card h4 { font-size: 15px; overflow-wrap: anywhere; }
        .card .step { display: flex; justify-content: space-between; gap: 12px; font-size: 14px; font-weight: 600; }
        .card .step time { color: var(--ink); white-space: nowrap; font-variant-numeric: tabular-nums; }
        .reason { margin-top: 6px; font-size: 14px; overflow-wrap: anywhere; }
        .reason b { font-weight: 600; }
        .by { display: flex; align-items: center; gap: 10px; padding: 10px 16px; font-size: 14px; font-weight: 600; }
        .by span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .by i { flex: none; width: 32px; height: 32px; display: grid; place-items: center; border-radius: 50%;
          background: #7d4a36; color: #fff; font-style: normal; }
        .by small { display: block; font-weight: 400; color: var(--soft); }
        .stage { position: relative; background: var(--stage); }
        .frame { position: relative; overflow: hidden; background: var(--stage); }
        .feed .frame { aspect-ratio: 4 / 5; }
        .tall { display: grid; place-items: center; padding: 14px; }
        .tall .frame { width: min(250px, 82%); aspect-ratio: 9 / 16; border-radius: 14px; background: #0b0a09; }
        .carousel { display: flex; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: thin; }
        .carousel .frame { flex: 0 0 100%; scroll-snap-align: center; }
        .badge { position: absolute; z-index: 1; right: 10px; top: 10px; padding: 2px 10px; border-radius: 99px;
          background: rgb(20 18 16 / .78); color: #fff; font-size: 12px; }
        .bars { position: absolute; z-index: 1; left: 8px; right: 8px; top: 8px; height: 3px; border-radius: 2px;
          background: linear-gradient(90deg, #fff 40%, rgb(255 255 255 / .4) 40%); }
        .who { position: absolute; z-index: 1; left: 10px; right: 10px; top: 18px; color: #fff; font-size: 12px; font-weight: 600;
          text-shadow: 0 1px 3px rgb(0 0 0 / .9); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .missing { display: grid; place-items: center; width: 100%; height: 100%; padding: 20px; text-align: center;
          color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
        .tall .missing { color: #cfc8bd; }
        .words { padding: 12px 16px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 15px; }
        .linked { padding: 12px 16px; margin-bottom: 12px; background: var(--stage); font-size: 14px; overflow-wrap: anywhere; }
        .linked b { display: block; font-size: 12px; font-weight: 400; color: var(--soft); }
        .tag { color: var(--tag); }
        .facts { padding: 0 16px 12px; font-size: 13px; color: var(--soft); display: grid; gap: 3px; }
        .stage + .facts { padding-top: 12px; }
        .facts div { display: grid; grid-template-columns: 104px 1fr; gap: 8px; }
        .facts dd { overflow-wrap: anywhere; color: var(--ink); white-space: pre-line; }
        .prepared { padding: 12px 16px; border-top: 1px solid var(--line); font-size: 13px; overflow-wrap: anywhere; }
        .prepared li { color: var(--soft); }
        .changes { padding: 12px 16px; border-top: 1px solid var(--line); font: 13px/1.5 var(--mono); overflow-wrap: anywhere; }
        .changes b { font-family: var(--sans); }
        .changes pre { font: inherit; white-space: pre-wrap; margin-bottom: 8px; }
        .changes del { color: var(--danger); text-decoration: none; } .changes ins { color: var(--good); text-decoration: none; }
        footer { margin-top: 50px; color: var(--soft); font-size: 13px; }
        .month { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 1px; margin-top: 20px;
          background: var(--line); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
        .month .name { background: var(--paper); padding: 7px 10px; font-size: 13px; font-weight: 600; color: var(--soft); }
        .day { background: var(--raised); min-height: 118px; padding: 7px 8px 10px; min-width: 0; }
        .day.out { background: var(--paper); }
        .day > b { font-size: 14px; font-variant-numeric: tabular-nums; }
        .day > b span { display: none; }
        .day.today > b { color: var(--paper); background: var(--danger); border-radius: 99px; padding: 1px 8px; }
        .day li { display: grid; grid-template-columns: 30px 1fr; gap: 7px; align-items: center; margin-top: 7px; font-size: 12.5px;
          line-height: 1.3; }
        .day li .frame { width: 30px; height: 38px; border-radius: 5px; }
        .day li p { overflow: hidden; overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 5; -webkit-box-orient: vertical; }
        .day li .missing { padding: 0; }
        .day li .lines { position: absolute; inset: 9px 6px; background: repeating-linear-gradient(var(--soft) 0 1px, transparent 1px 6px); }
        .day li .film { position: absolute; inset: 0; display: grid; place-items: center; }
        .day li .film::before { content: ""; border-left: 11px solid var(--soft); border-top: 7px solid transparent;
          border-bottom: 7px solid transparent; }
        .day small { color: var(--soft); font-size: inherit; }
        .day .more { display: block; color: var(--soft); }
        @media (max-width: 700px) {
          body { padding: 18px 14px 40px; }
          h1 { font-size: 22px; }
          .same { display: none; }
          .cards > div + div:has(.same) { margin-top: 14px; }
          .month { display: block; border: 0; background: none; }
          .month .name, .day.out, .day.empty { display: none; }
          .day { min-height: 0; border: 1px solid var(--line); border-radius: 12px; margin-bottom: 10px; padding: 10px 12px; }
          .day > b span { display: inline; }
          .day li { font-size: 14px; grid-template-columns: 38px 1fr; }
          .day li .frame { width: 38px; height: 48px; }
        }
        """#
}
