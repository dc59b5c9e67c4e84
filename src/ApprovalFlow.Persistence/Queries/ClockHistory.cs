using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>What was recorded about time, cards and orders, as lines of the case's history.</summary>
internal static class ClockHistory
{
    /// <summary>Null for events of other kinds.</summary>
    public static HistoryEntry? Line(CaseRecord record, string kind)
    {
        HistoryEntry Entry(ActorStamp? by, string? zh, string? comment = null, string? en = null) => new(record.Sequence, record.At, kind, by, zh, en ?? zh) { Comment = comment };
        return record.Event switch
        {
            CaseEvent.PauseRequested e => Entry(e.By, e.PauseId, e.Reason),
            CaseEvent.PauseStarted e => Entry(e.By, e.PauseId),
            CaseEvent.PauseRejected e => Entry(e.By, e.PauseId, e.Reason),
            CaseEvent.PauseSighted e => Entry(e.By, e.PauseId),
            CaseEvent.PauseEnded e => Entry(e.By, e.PauseId, e.Evidence),
            CaseEvent.ExtensionRequested e => Entry(e.By, e.ExtensionId, e.Reason),
            CaseEvent.ExtensionApproved e => Entry(e.By, e.ExtensionId),
            CaseEvent.ExtensionRejected e => Entry(e.By, e.ExtensionId, e.Reason),
            CaseEvent.ExtensionTold e => Entry(e.By, e.ExtensionId, e.Document),
            CaseEvent.HearingRecorded e => Entry(e.By, e.Moment, e.Document),
            CaseEvent.PapersPromised e => Entry(e.By, e.PromiseId, e.Document),
            CaseEvent.PromisedPapersReceived e => Entry(e.By, e.PromiseId),
            CaseEvent.RenewalRecorded e => Entry(e.By, null, e.Licence),
            CaseEvent.LegOpened e => Entry(e.By, e.NameZh, en: e.NameEn),
            CaseEvent.LegClosed e => Entry(e.By, e.LegId),
            CaseEvent.AcceptanceDeemed or CaseEvent.RenewalDeemed => Entry(null, null),
            CaseEvent.CaseDuplicated e => Entry(null, e.EarlierCase),
            CaseEvent.CardRaised e => Entry(null, e.CauseZh, en: e.CauseEn),
            CaseEvent.CaseSupervised e => Entry(e.By, null, e.Text),
            CaseEvent.CardAcknowledged e => Entry(e.By, e.CardId),
            CaseEvent.CardAnswered e => Entry(e.By, e.CardId, e.Text),
            CaseEvent.CardAppealed e => Entry(e.By, e.CardId, e.Reason),
            CaseEvent.CardUpheld e => Entry(e.By, e.CardId, e.Reason),
            CaseEvent.CardRevoked e => Entry(e.By, e.CardId, e.Reason),
            CaseEvent.OrderOpened e => Entry(null, e.OrderId),
            CaseEvent.OrderAnswered e => Entry(e.By, e.OrderId, e.Text),
            CaseEvent.OrderEscalated e => Entry(null, e.OrderId),
            _ => null,
        };
    }
}
