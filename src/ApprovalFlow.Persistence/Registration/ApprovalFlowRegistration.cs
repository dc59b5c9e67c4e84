using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Persistence.Registration;

public static class ApprovalFlowRegistration
{
    /// <summary>Adds the engine, its storage and its queries.</summary>
    /// <example><c>services.AddApprovalFlow(af => af.UseSqlite("Data Source=approvalflow.db").AddWorkflowsFrom("workflows"));</c></example>
    public static ApprovalFlowBuilder AddApprovalFlow(this IServiceCollection services, Action<ApprovalFlowBuilder>? configure = null)
    {
        var builder = new ApprovalFlowBuilder(services);
        configure?.Invoke(builder);
        return builder;
    }
}
