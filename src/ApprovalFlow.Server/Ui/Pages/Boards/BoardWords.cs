using System.Globalization;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>Figures as the boards write them.</summary>
internal static class BoardWords
{
    /// <summary>Never rounded up to all of it: one late case in a thousand is not 100 %.</summary>
    public static string Percent(double? share) => share is not { } value ? "–"
        : (Math.Floor(value * 1000) / 10).ToString("0.#", CultureInfo.CurrentCulture) + "%";

    public static string Number(double days) => Math.Round(days, 1, MidpointRounding.AwayFromZero).ToString("#,0.#", CultureInfo.CurrentCulture);

    public static string Number(double? days) => days is { } value ? Number(value) : "–";
}
