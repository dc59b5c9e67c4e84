using System.Globalization;
using System.Text;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Server.Texts;
using CsvHelper;
using CsvHelper.Configuration;

namespace ApprovalFlow.Server.Desk;

/// <summary>Boards as files for a spreadsheet: UTF-8 with a mark, so that it shows Chinese; what could be taken for a formula is taken for text.</summary>
public sealed class BoardSheets(PageTexts texts, BoardNames names)
{
    public const string MediaType = "text/csv; charset=utf-8";

    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { NewLine = "\r\n", InjectionOptions = InjectionOptions.Escape };

    public byte[] Board(Board board)
    {
        using var file = new MemoryStream();
        using (var csv = Open(file))
        {
            foreach (var head in (string[])["key", "name", "carried", "received", "ended", "open", "decided", "inTime", "late", "untold", "onTimeRate", "inLawRate", "saved", "speedUp", "refused", "usedMean", "usedMedian", "usedNinth", "waitedMedian", "waitedNinth", "paused", "overdue", "stale"])
                csv.WriteField(texts[$"board.csv.{head}"]);
            csv.NextRecord();
            foreach (var row in board.Rows)
                Row(csv, row.Key, names.Of(board.Request.By, row), row.Tally, board.IsCurrent);
            Row(csv, "", texts["board.total"], board.Total, board.IsCurrent);
        }
        return file.ToArray();
    }

    public async Task CasesAsync(Stream to, IAsyncEnumerable<BoardCase> cases, CancellationToken cancellation)
    {
        await using var csv = Open(to);
        foreach (var head in (string[])["case", "department", "item", "flow", "window", "receivedOn", "acceptedOn", "endedOn", "result", "promisedDays", "usedDays", "lawDays", "lawUsedDays", "inTime", "waitedDays", "due", "pausedBy", "movedAt"])
            csv.WriteField(texts[$"board.csv.{head}"]);
        await csv.NextRecordAsync();
        await foreach (var one in cases.WithCancellation(cancellation))
        {
            csv.WriteField(one.CaseNumber);
            csv.WriteField(names.Department(one.DepartmentId));
            csv.WriteField(names.Item(one.ItemCode));
            csv.WriteField(names.Flow(one.FlowCode));
            csv.WriteField(one.WindowId.Length == 0 ? texts["board.portal"] : one.WindowName);
            foreach (var day in (DateOnly?[])[one.ReceivedOn, one.AcceptedOn, one.EndedOn])
                csv.WriteField(Day(day));
            csv.WriteField(one.Result is { } result ? texts.Find("result", result) : "");
            foreach (var days in (double?[])[one.PromisedDays, one.UsedDays, one.LawDays, one.LawUsedDays])
                csv.WriteField(Number(days));
            csv.WriteField(one.InTime is { } inTime ? texts[inTime ? "board.inTime.yes" : "board.inTime.no"] : "");
            csv.WriteField(one.WaitedCalendarDays?.ToString(CultureInfo.InvariantCulture));
            csv.WriteField(Day(one.Due));
            csv.WriteField(one.PausedBy is { } paused ? names.Pause(paused) : "");
            csv.WriteField(one.MovedAt.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            await csv.NextRecordAsync();
        }
    }

    private static CsvWriter Open(Stream to) => new(new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true), Form);

    private static void Row(CsvWriter csv, string key, string name, BoardTally tally, bool isCurrent)
    {
        csv.WriteField(key);
        csv.WriteField(name);
        foreach (var count in (long[])[tally.Carried, tally.Received, tally.Ended, tally.Open, tally.Decided, tally.InTime, tally.Late, tally.Untold])
            csv.WriteField(count);
        foreach (var value in (double?[])[tally.OnTimeRate, tally.InLawRate, tally.Saved, tally.SpeedUp])
            csv.WriteField(Number(value));
        csv.WriteField(tally.Refused);
        foreach (var value in (double?[])[tally.Used.Mean, tally.Used.Percentile(0.5), tally.Used.Percentile(0.9), tally.Waited.Percentile(0.5), tally.Waited.Percentile(0.9)])
            csv.WriteField(Number(value));
        foreach (var count in (long[])[tally.Paused, tally.Overdue, tally.Stale])
            csv.WriteField(isCurrent ? count.ToString(CultureInfo.InvariantCulture) : "");
        csv.NextRecord();
    }

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
