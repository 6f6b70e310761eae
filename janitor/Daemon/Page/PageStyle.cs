namespace RegistryJanitor.Daemon.Page;

/// <summary>How the page looks. Text on its ground has a contrast of 4.5 to 1 or more, in light and in dark.</summary>
public static class PageStyle
{
    /// <summary>For a page in one document; what a page has besides goes behind it.</summary>
    public const string Css = """
        :root{color-scheme:light dark;--ground:#f4f6f5;--card:#fff;--ink:#17211e;--soft:#55635e;--line:#dde4e1;--accent:#0a6b5c;--area:#0a6b5c1f;--good:#0a6b5c;--near:#8a5300;--bad:#b3261e;--badground:#fdf0ef}
        @media(prefers-color-scheme:dark){:root{--ground:#101514;--card:#181f1d;--ink:#e4ebe8;--soft:#9daca6;--line:#2b3532;--accent:#58c4ae;--area:#58c4ae24;--good:#58c4ae;--near:#e3b265;--bad:#ff9c94;--badground:#2c1a19}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        main,header,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
        header{padding-top:2rem;padding-bottom:1.25rem}
        h1{margin:0;font-size:1.5rem;font-weight:650;letter-spacing:-.01em;line-height:1.2}
        h2{margin:0 0 .85rem;font-size:1rem;font-weight:650}
        p{margin:.35rem 0}
        .soft,figcaption,dt,thead th,footer{color:var(--soft)}
        .badge{display:inline-block;margin-left:.5rem;padding:.1rem .6rem;border:1px solid currentColor;border-radius:1rem;font-size:.8rem;font-weight:600;letter-spacing:0;vertical-align:.2em;color:var(--good)}
        .badge.bad{color:var(--bad)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1rem;margin:0 0 1rem}
        .tiles>div,section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem 1.25rem}
        dt{font-size:.85rem}
        dd{margin:0}
        dd.figure{font-size:1.6rem;font-weight:620;line-height:1.35;letter-spacing:-.01em}
        dd.note{font-size:.85rem;color:var(--soft)}
        .pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem}
        section{margin:0 0 1rem;min-width:0}
        section.bad{background:var(--badground);border-color:var(--bad)}
        .pair section{margin:0}
        .pair{margin-bottom:1rem}
        figure{margin:0}
        svg{display:block;width:100%;height:7.5rem}
        figcaption{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .75rem;margin-top:.5rem;font-size:.8rem}
        .area{fill:var(--area)}
        .line{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round;vector-effect:non-scaling-stroke}
        .bar{fill:var(--accent)}
        .bar.failed{fill:var(--bad)}
        .bar.near{fill:var(--near)}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .ground{stroke:var(--line);vector-effect:non-scaling-stroke}
        table{width:100%;border-collapse:collapse;font-size:.9rem}
        th,td{padding:.5rem .75rem .5rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--line);font-weight:400}
        thead th{border-top:0;padding-top:0;font-size:.8rem}
        tbody th{font-weight:550}
        th:last-child,td:last-child{padding-right:0}
        .number{text-align:right;white-space:nowrap}
        td.share{width:34%}
        td.share svg{height:.6rem;margin:.45rem 0;border-radius:.3rem;background:var(--area)}
        time,data,.kind{white-space:nowrap}
        table+p{margin-top:.75rem}
        section p{font-size:.9rem}
        code{font:.85em ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace}
        .cure{color:var(--soft)}
        footer{padding-top:.5rem;padding-bottom:2.5rem;font-size:.85rem}
        a{color:var(--accent)}
        @media(max-width:44rem){
        main,header,footer{padding-left:1rem;padding-right:1rem}
        .pair{grid-template-columns:minmax(0,1fr)}
        .tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:.75rem}
        .tiles>div,section{padding:.9rem 1rem}
        dd.figure{font-size:1.35rem}
        figcaption span:nth-child(2){order:1;width:100%}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        tr{display:flex;flex-wrap:wrap;gap:.1rem .9rem;padding:.55rem 0;border-top:1px solid var(--line)}
        tbody tr:first-child{border-top:0}
        th,td{padding:0;border:0}
        .number{text-align:left}
        td[data-name]::before{content:attr(data-name) " ";color:var(--soft)}
        tbody th,td.wide,td.share{width:100%}
        }
        """;
}
