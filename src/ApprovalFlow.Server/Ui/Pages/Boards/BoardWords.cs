using System.Globalization;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Server.Api;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>Figures as the boards write them, and the address read back.</summary>
internal static class BoardWords
{
    public static BoardAsk Ask(string? from, string? to, string? by, string? grain, string? department, string? item, string? flow, string? window) =>
        new(from, to, Choice<BoardBy>.TryParse(by, out var key) ? key.Value : null, Choice<BoardGrain>.TryParse(grain, out var part) ? part.Value : null, department, item, flow, window);

    /// <summary>Never rounded up to all of it: one late case in a thousand is not 100 %.</summary>
    public static string Percent(double? share) => share is not { } value ? "–"
        : (Math.Floor(value * 1000) / 10).ToString("0.#", CultureInfo.CurrentCulture) + "%";

    public static string Number(double days) => Math.Round(days, 1, MidpointRounding.AwayFromZero).ToString("#,0.#", CultureInfo.CurrentCulture);

    public static string Number(double? days) => days is { } value ? Number(value) : "–";
}
