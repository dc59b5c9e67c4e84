using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;

namespace ApprovalFlow.Server.Messages;

/// <summary>The channels that this installation has.</summary>
internal static class MessageSetup
{
    public static void AddMessages(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        var options = configuration.GetSection(MessageOptions.Section).Get<MessageOptions>() ?? new();
        if (options.Problems() is { Count: > 0 } problems)
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        services.AddSingleton(options);
        if (options.Sms.Mode == MessageOptions.Kannel)
            services.AddSingleton<IMessageChannel>(_ => new KannelChannel(KannelChannel.Client(), options.Sms));
        if (options.Mail.Mode == MessageOptions.Smtp)
            services.AddSingleton<IMessageChannel>(_ => new SmtpChannel(options.Mail));
        foreach (var (mode, channel) in new[] { (options.Sms.Mode, MessageChannels.Sms), (options.Mail.Mode, MessageChannels.Mail) })
            if (mode == MessageOptions.Log && isDevelopment)
                services.AddSingleton<IMessageChannel>(_ => new LogChannel(channel));
        services.AddHealthChecks().AddCheck<GatewayHealth>("gateways");
    }
}
