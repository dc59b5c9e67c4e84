using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Runtime.Timers;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace ApprovalFlow.Testing;

/// <summary>One process of the product upon some storage: processor, timers and outbox, driven by a test.</summary>
public sealed class House
{
    private static readonly Lazy<WorkflowFolder> Folder = new(() => WorkflowFolder.Open(Repository.Path("workflows")));
    private static readonly Lazy<ActivityRegistry> Activities = new(() => ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), Folder.Value.Calendar));

    private static readonly Lazy<CaseClocks> OfFlows = new(() => ClockFolder.Load(Folder.Value.Path, new(Folder.Value.Calendar)));

    private House(StoreSet stores, ICaseStore cases, TimeProvider time, bool writesToPeople)
    {
        Stores = stores;
        var catalog = new DefinitionCatalog(stores.Definitions, Catalogue, Activities.Value);
        var calendar = new CaseCalendar((from, days) => Folder.Value.Calendar.Due(from, days).Day) { Clocks = OfFlows.Value };
        Commands = new(cases, catalog, calendar, Signals, new OutboxSignal(), time, People, new() { WritesToPeople = writesToPeople }, NullLogger<CommandProcessor>.Instance);
        Trips = new(stores.Trips, stores.Cases, People, Catalogue, new TripCalendar(new(Folder.Value.Calendar), OfficeHours.Default), new TripSignals(), new OutboxSignal(), time);
        Packets = new(stores.Packets, stores.Cases, Catalogue, new PacketSignals(), new OutboxSignal(), time);
        Outbox = new(stores.Outbox, [new TripNewsHandler(Trips, Commands), new TripInvitationHandler(Trips), new PacketHandler(cases, Packets, Catalogue), new PacketNewsHandler(Packets, Commands)], time, NullLogger<OutboxDispatcher>.Instance);
        Lives = new(stores.Lives, Catalogue, Activities.Value, new(), time, People, new(Catalogue, new(Calendar), Clocks));
        Plans = new(stores.Plans, catalog, Commands, new(), time);
        Migrations = new(stores.Plans, Plans, cases, Commands, catalog, time, NullLogger<PlanRunner>.Instance);
        Timers = new(stores.Timers, Commands, time, NullLogger<TimerPump>.Instance);
    }

    public static ApprovalCatalogue Catalogue => Folder.Value.Catalogue;
    public static WorkCalendar Calendar => Folder.Value.Calendar;
    /// <summary>What definitions are compiled with.</summary>
    public static ActivityRegistry Registry => Activities.Value;
    /// <summary>What the clocks of cases follow.</summary>
    public static CaseClocks Clocks => OfFlows.Value;
    public StoreSet Stores { get; }
    public CommandProcessor Commands { get; }
    public TimerPump Timers { get; }
    public TripProcessor Trips { get; }
    public PacketProcessor Packets { get; }
    public LifeProcessor Lives { get; }
    public PlanProcessor Plans { get; }
    public PlanRunner Migrations { get; }
    public OutboxDispatcher Outbox { get; }
    /// <summary>Everybody whom trips may name.</summary>
    public KnownPeople People { get; } = new();
    public CaseSignals Signals { get; } = new();

    /// <summary>A process with nothing in memory yet.</summary>
    /// <param name="cases">The journal it writes to, when that is not the one of <paramref name="stores"/>.</param>
    /// <param name="writesToPeople">There are channels that leave the house.</param>
    public static House Open(StoreSet stores, TimeProvider time, ICaseStore? cases = null, bool writesToPeople = false) => new(stores, cases ?? stores.Cases, time, writesToPeople);

    /// <summary>Publishes the catalogue's definition of a flow and answers its hash.</summary>
    public async Task<string> PublishAsync(string flowCode, Func<string, string>? change = null)
    {
        var json = FileOf(flowCode);
        return await PublishJsonAsync(flowCode, change is null ? json : change(json));
    }

    /// <summary>The catalogue's definition of a flow.</summary>
    public static string FileOf(string flowCode) => File.ReadAllText(Directory.EnumerateFiles(System.IO.Path.Combine(Folder.Value.Path, "definitions"), flowCode + ".json", SearchOption.AllDirectories).Single());

    public async Task<string> PublishJsonAsync(string flowCode, string json)
    {
        var load = WorkflowDefinition.Load(json, flowCode);
        var definition = load.Definition.ShouldNotBeNull(string.Join(" ", load.Problems.Select(p => p.Message)));
        await Stores.Definitions.PublishAsync([new(definition.ContentHash, flowCode, definition.DefinitionId, definition.Name, json, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "test")]);
        return definition.ContentHash;
    }

    public async Task<CommandResult.Accepted> RegisterAsync(string caseNumber, string flowCode, string hash, params string[] wanted)
    {
        var flow = Catalogue.Flow(flowCode)!;
        return await AcceptedAsync(caseNumber, SampleApplication.Register(caseNumber, hash, flow, Catalogue.Item(flow.ItemCode)!, wanted));
    }

    public async Task<CommandResult.Accepted> AcceptedAsync(string caseNumber, CaseCommand command, string? key = null) =>
        (await Commands.ExecuteAsync(caseNumber, command, key)) switch
        {
            CommandResult.Accepted accepted => accepted,
            CommandResult.Rejected rejected => throw new Xunit.Sdk.XunitException($"Expected '{command.GetType().Name}' to be accepted, but: {rejected.Rejection.Code} {rejected.Rejection.Message}"),
            var other => throw new Xunit.Sdk.XunitException($"Expected an answer, but got {other}."),
        };

    public async Task<string> RejectedAsync(string caseNumber, CaseCommand command, string? key = null) =>
        (await Commands.ExecuteAsync(caseNumber, command, key)).ShouldBeOfType<CommandResult.Rejected>().Rejection.Code;

    /// <summary>Where the case stands by its journal alone.</summary>
    public async Task<CaseState> StateAsync(string caseNumber)
    {
        var stream = (await Stores.Cases.LoadAsync(caseNumber, 0)).ShouldNotBeNull();
        HashChain.FindBreak(caseNumber, stream.Events, stream.Header.HeadHash).ShouldBeNull();
        return CaseState.Fold(stream.Events.Select(e => new CaseRecord(e.Sequence, e.At, CaseEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span))));
    }

    /// <summary>Completes an open task with its first outcome, or the one named.</summary>
    public static CaseCommand.CompleteTask Complete(CaseTask task, string? outcome = null) =>
        SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, outcome ?? task.Outcomes[0]);

    /// <summary>Does every task, oldest first, until the case is closed.</summary>
    public async Task<CaseState> WalkToEndAsync(string caseNumber)
    {
        for (var state = await StateAsync(caseNumber); ; state = await StateAsync(caseNumber))
        {
            if (state.OpenTasks.Count == 0)
                return state;
            await AcceptedAsync(caseNumber, Complete(state.OpenTasks[0]));
        }
    }
}
