using System.Text.Json;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Messages;

/// <summary>消息记录: which event was told to whom, how far it got and why not further. What was given up is tried again here, by a person who knows that it may arrive twice.</summary>
public sealed partial class MessagesPage
{
    private string? refusal, done;
    private MessageRow? asked;
    private int seen;
    private ConfirmDialog dialog = null!;

    [SupplyParameterFromQuery] public string? Case { get; set; }
    [SupplyParameterFromQuery] public string? Person { get; set; }
    [SupplyParameterFromQuery] public string? Channel { get; set; }
    [SupplyParameterFromQuery] public string? State { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required MessageQuery Messages { get; set; }
    [Inject] public required MessageDesk Desk { get; set; }
    [Inject] public required MessageDispatcher Dispatcher { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private DeliveryState? Wanted => Enum.TryParse<DeliveryState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;
    private bool IsFiltered => new[] { Case, Person, Channel, State }.Any(f => !string.IsNullOrEmpty(f));

    private Task<MessagePage> LoadAsync(CancellationToken cancellation) => Messages.ListAsync(new() { CaseNumber = Case, Person = Person, Channel = Channel, State = Wanted, After = After }, cancellation);

    internal static string NameOf(DeliveryState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    internal static string ToneOf(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "ok",
        DeliveryState.Sent or DeliveryState.Sending => "info",
        DeliveryState.Dead => "bad",
        DeliveryState.Failed or DeliveryState.Unknown or DeliveryState.NoAddress => "warn",
        _ => "idle",
    };

    private void Ask(MessageRow row)
    {
        asked = row;
        dialog.Show();
    }

    private async Task RetryAsync()
    {
        var no = await Desk.RetryAsync((await Authentication).User, asked!.Key);
        refusal = no is null ? null : Refusals.TextOf(no);
        done = no is null ? T["messages.retry.done"] : null;
        seen++;
    }
}
