using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Account;

/// <summary>Where a person is written to, in which language, and what they do without. An ordinary form: it works before any script does.</summary>
public sealed partial class MessageWishes
{
    private MessageSettings shown = new(null, null, "zh-CN", []);
    private string? refusal;
    private bool saved;

    [SupplyParameterFromForm(FormName = "messages")] public MessageWishesForm? Form { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required MessageDesk Desk { get; set; }

    protected override async Task OnInitializedAsync() => shown = Form?.AsSettings() ?? await Desk.SettingsAsync((await Authentication).User);

    private async Task SaveAsync()
    {
        var user = (await Authentication).User;
        if (await Desk.SetAsync(user, shown) is { } no)
            refusal = Refusals.TextOf(no);
        else
            (saved, shown) = (true, await Desk.SettingsAsync(user));
    }
}

/// <summary>As the form sends it: what is ticked is wanted.</summary>
public sealed class MessageWishesForm
{
    public string? Phone { get; set; }
    public string? Mail { get; set; }
    public string? Language { get; set; }
    public List<string>? Wanted { get; set; }

    internal MessageSettings AsSettings() => new(Phone, Mail, Language ?? "zh-CN",
        [.. from kind in MessageClasses.All
            where MessageClasses.IsOptional(kind)
            from channel in MessageChannels.Outside
            where MessageKind.All.Any(k => k.Class == kind && k.Channels.Contains(channel)) && Wanted?.Contains($"{MessageClasses.NameOf(kind)}/{channel}") != true
            select new MessageOptOut(MessageClasses.NameOf(kind), channel)]);
}
