using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ApprovalFlow.Server.Tests.Logs;

/// <summary>Keeps the lines that the console would show, made by the formatter that makes them there.</summary>
internal sealed class Notebook(ConsoleFormatter formatter) : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Page(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Page(Notebook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            book.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), line);
            book.Lines.Enqueue(line.ToString());
        }
    }

    private void Write<TState>(LogEntry<TState> entry, StringWriter line) => formatter.Write(in entry, null, line);
}
