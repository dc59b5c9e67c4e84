using ApprovalFlow.Domain.Retention;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>The folder <c>workflows/retention/</c>: what is kept for how long, in versions. The highest one counts.</summary>
public static class RetentionFolder
{
    /// <exception cref="InvalidDataException">A file is broken or not called after its version, or there is none; all problems are named.</exception>
    public static RetentionSchedule Load(string workflows)
    {
        var folder = Path.Combine(workflows, "retention");
        List<RetentionSchedule> versions = [];
        List<string> problems = [];
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "schedule.v*.json").Order(StringComparer.Ordinal).ToArray() : [])
        {
            var name = Path.GetFileName(file);
            var (schedule, wrong) = RetentionSchedule.Read(File.ReadAllText(file), name);
            problems.AddRange(wrong.Select(p => p.ToString()));
            if (schedule is not null && name != $"schedule.v{schedule.Version}.json")
                problems.Add($"{name} $.version: Expected the version that the file is called after, but it is {schedule.Version}.");
            if (schedule is not null)
                versions.Add(schedule);
        }
        return problems.Count == 0 && versions.MaxBy(v => v.Version) is { } newest ? newest
            : throw new InvalidDataException($"Expected a schedule of retention in '{folder}', but: {(problems.Count == 0 ? "there is none." : string.Join(" ", problems))}");
    }
}
