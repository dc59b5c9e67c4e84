namespace ApprovalFlow.Domain.Notifications;

/// <summary>What a message is to its reader: decides whether they may do without it, and when it may be sent.</summary>
public enum MessageClass
{
    /// <summary>告知: what the law orders the applicant to be told (行政许可法 第三十二、三十八、四十二、四十四、四十五条). Limits and remedies begin with it, so nobody can opt out of it.</summary>
    Legal,
    /// <summary>How the application gets on; a convenience.</summary>
    Progress,
    /// <summary>A task that waits for its handler.</summary>
    Work,
    /// <summary>Cards, supervision orders and urging: part of the duty, and urgent. Nobody can opt out of it.</summary>
    Supervision,
    /// <summary>Copies and mentions.</summary>
    Talk,
}

public static class MessageClasses
{
    public static IReadOnlyList<MessageClass> All { get; } = Enum.GetValues<MessageClass>();

    public static string NameOf(MessageClass kind) => kind switch
    {
        MessageClass.Legal => "legal",
        MessageClass.Progress => "progress",
        MessageClass.Work => "work",
        MessageClass.Supervision => "supervision",
        _ => "talk",
    };

    public static MessageClass? Find(string name) => All.Where(c => NameOf(c) == name).Select(c => (MessageClass?)c).FirstOrDefault();

    public static bool IsOptional(MessageClass kind) => kind is MessageClass.Progress or MessageClass.Work or MessageClass.Talk;
}

/// <summary>The ways a message goes.</summary>
public static class MessageChannels
{
    public const string Sms = "sms", Mail = "mail", InApp = "in-app";

    /// <summary>Those that leave the house, and that a person can do without. What stands in the system is part of the work there.</summary>
    public static IReadOnlyList<string> Outside { get; } = [Sms, Mail];
    public static IReadOnlyList<string> All { get; } = [Sms, Mail, InApp];
}
