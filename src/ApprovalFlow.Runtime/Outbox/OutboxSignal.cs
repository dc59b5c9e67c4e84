namespace ApprovalFlow.Runtime.Outbox;

/// <summary>Wakes the dispatcher when this process stored a message, so that delivery does not wait for the next look. Another process's messages, and postponed ones, are found by looking.</summary>
public sealed class OutboxSignal : WakeSignal;
