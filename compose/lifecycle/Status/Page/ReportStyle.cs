namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>What this page has besides the style that all pages share.</summary>
internal static class ReportStyle
{
    public const string Css = """
        td.life{width:17rem;min-width:9rem}
        code[title],.brief{white-space:nowrap}
        tbody th{min-width:11rem}
        th .soft,th .cure{font-weight:400}
        td.life svg{height:.5rem;margin:.35rem 0 .1rem;border-radius:.3rem;background:var(--area)}
        .state{font-weight:600;white-space:nowrap;color:var(--good)}
        .state.near{color:var(--near)}
        .state.bad{color:var(--bad)}
        .state.none{color:var(--soft);font-weight:400}
        tbody th code{font-size:.95em;font-weight:550}
        pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace}
        ul{margin:.35rem 0;padding-left:1.2rem;font-size:.9rem}
        @media(max-width:44rem){td.life{width:100%}}
        """;
}
