using System.Globalization;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Ledger;

/// <summary>证据报告: a case on paper, for whoever opens a package without a program. A page of its own: it is read years later, without this server and its style sheets.</summary>
public sealed partial class EvidenceReport
{
    [Parameter, EditorRequired] public required CaseView Case { get; set; }
    [Parameter, EditorRequired] public required ApprovalItem? Item { get; set; }
    [Parameter, EditorRequired] public required string Department { get; set; }
    [Parameter, EditorRequired] public required string DefinitionJson { get; set; }
    [Parameter, EditorRequired] public required ClockSheet? Clocks { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<TimelineEntry> History { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<CaseReading> Readings { get; set; }
    [Parameter, EditorRequired] public required EvidenceMaker By { get; set; }
    [Parameter, EditorRequired] public required DateTimeOffset At { get; set; }
    /// <summary>Of the last event.</summary>
    [Parameter, EditorRequired] public required byte[] HeadHash { get; set; }
    [Parameter, EditorRequired] public required string FirstKey { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private static string Days(double days) => days.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Colours that survive a black-and-white printer; the picture's classes are those of the pages.</summary>
    internal static MarkupString Style { get; } = new("""
        <style>
        @page { size: A4; margin: 18mm 16mm; }
        * { box-sizing: border-box; }
        body { font: 10.5pt/1.55 "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #1b2430; max-width: 178mm; margin: 0 auto; }
        header { text-align: center; border-bottom: 2px solid #1b2430; padding-bottom: 8pt; }
        h1 { font-size: 20pt; margin: 2pt 0; letter-spacing: 3pt; }
        h2 { font-size: 12.5pt; margin: 16pt 0 5pt; border-left: 4px solid #1d5fa8; padding-left: 7px; break-after: avoid; }
        p { margin: 2pt 0; }
        .sub, .small { color: #56616f; font-size: 9pt; }
        .number { font-size: 13pt; font-variant-numeric: tabular-nums; letter-spacing: 1pt; }
        .mono { font-family: "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace; font-size: 8.5pt; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; }
        th, td { border: 1px solid #c6ccd4; padding: 3.5pt 6pt; text-align: left; vertical-align: top; }
        th { background: #f1f4f8; font-weight: 600; }
        .facts th { width: 26%; white-space: nowrap; }
        .num { text-align: right; font-variant-numeric: tabular-nums; }
        .when, .day { white-space: nowrap; width: 1%; font-variant-numeric: tabular-nums; }
        tr { break-inside: avoid; }
        thead { display: table-header-group; }
        dl.facts { display: grid; grid-template-columns: 1fr 1fr; gap: 0; margin: 0; border-top: 1px solid #c6ccd4; border-left: 1px solid #c6ccd4; }
        dl.facts > div { display: grid; grid-template-columns: 8.5em 1fr; border-right: 1px solid #c6ccd4; border-bottom: 1px solid #c6ccd4; break-inside: avoid; }
        dl.facts dt { background: #f1f4f8; padding: 3.5pt 6pt; font-weight: 600; }
        dl.facts dd { margin: 0; padding: 3.5pt 6pt; overflow-wrap: anywhere; }
        @page picture { size: A4 landscape; margin: 14mm; }
        .picture { page: picture; break-inside: avoid; }
        .picture .bar { display: none; }
        .picture svg { width: 100%; height: auto; max-height: 160mm; }
        .picture .line { fill: none; stroke: #8a94a1; stroke-width: 1.6; }
        .picture .line.taken { stroke: #1b7f4b; stroke-width: 2.6; }
        .picture .line.exception { stroke-dasharray: 5 4; }
        .picture .head { fill: #8a94a1; }
        .picture .head.taken { fill: #1b7f4b; }
        .picture .port, .picture .tiny, .picture .small { font-size: 13px; fill: #56616f; color: inherit; }
        .picture .tiny, .picture .box .small { text-anchor: middle; }
        .picture .body { fill: #fff; stroke: #8a94a1; stroke-width: 1.4; }
        .picture .start .body, .picture .end .body { fill: #56616f; }
        .picture .tiny { fill: #fff; }
        .picture .completed .body { fill: #e4f4ea; stroke: #1b7f4b; }
        .picture .completed.start .body, .picture .completed.end .body { fill: #1b7f4b; }
        .picture .active .body { fill: #e3eefb; stroke: #1d5fa8; stroke-width: 3; }
        .picture .canceled .body, .picture .excluded .body { stroke-dasharray: 4 3; }
        .picture .faulted .body { fill: #fde8e6; stroke: #b3261e; stroke-width: 2.5; }
        .picture .badge { fill: #1b7f4b; }
        .picture .tick { fill: none; stroke: #fff; stroke-width: 2.2; }
        .picture .inner { height: 100%; display: flex; flex-direction: column; justify-content: center; font: 500 15px/1.25 inherit; overflow: hidden; }
        .picture .inner.center { align-items: center; text-align: center; }
        .picture .name { font-weight: 600; }
        .picture .by { font-size: 13px; color: #56616f; }
        .picture .legend { display: flex; flex-wrap: wrap; gap: 4pt 14pt; list-style: none; margin: 4pt 0 0; padding: 0; font-size: 9pt; color: #56616f; }
        .picture .legend li { display: inline-flex; align-items: center; gap: 4pt; }
        .picture .key { width: 18px; height: 11px; border: 1.5px solid #8a94a1; border-radius: 3px; }
        .picture .key.active { border-color: #1d5fa8; background: #e3eefb; }
        .picture .key.completed { border-color: #1b7f4b; background: #e4f4ea; }
        .picture .key.excluded { border-style: dashed; }
        .picture .key-line { width: 18px; border-top: 2px dashed #8a94a1; }
        @media screen { body { padding: 24px 16px 48px; } .picture { overflow-x: auto; } .picture svg { min-width: 640px; } }
        </style>
        """);
}
