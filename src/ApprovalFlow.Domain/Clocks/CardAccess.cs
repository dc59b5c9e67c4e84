using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Who answers for a card. Pages ask the same question before they offer an action as the decider does when it is taken.</summary>
public static class CardAccess
{
    public static bool Owns(CaseEvent.CardRaised card, Actor actor, string departmentId) =>
        card.OwnerUserId == actor.UserId || Mandate(card, actor, departmentId) is not null;

    /// <summary>The mandate by which somebody answers for it.</summary>
    internal static Mandate? Mandate(CaseEvent.CardRaised card, Actor actor, string departmentId) =>
        actor.Mandates.FirstOrDefault(card.Owner.Admits)
        ?? (IsOfTheDepartment(card.Owner) ? actor.Mandates.FirstOrDefault(new Candidate(ClockApprovers.OrganHead, card.Owner.DepartmentId ?? departmentId).Admits) : null);

    /// <summary>A card of the city's leader, or of a county, is not the department's: neither its head answers for it, nor is it counted there.</summary>
    public static bool IsOfTheDepartment(Candidate owner) => owner.Region is null && owner.Role != ClockApprovers.GovernmentHead;

    /// <summary>A supervisor who neither appealed nor is the one that the card names.</summary>
    public static bool Rules(CaseCard card, Actor actor) =>
        actor.Mandates.Any(m => m.Role == ClockApprovers.Supervisor) && card.Appeal?.By.UserId != actor.UserId && card.Raised.OwnerUserId != actor.UserId;

    /// <summary>Whoever is asked now; at first whoever answers for the card.</summary>
    public static bool Answers(CaseCard card, Actor actor, string departmentId) =>
        card.Order is { } order && (actor.Mandates.Any(order.To.Admits) || (order.Step == 0 && Owns(card.Raised, actor, departmentId)));
}
